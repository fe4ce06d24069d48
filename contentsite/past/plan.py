"""What bringing back would do, node by node, without doing it.

A node that is there gets its values of then back, as an edit. One that is gone comes back, with its
uid, under what held it; one that is in the trash comes back from there. What was made since stays,
and so does the place of what was moved since.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from contentsite.schema.long import held
from contentsite.security.hindsight import Hindsight
from contentsite.security.role import ADD, EDIT, SHARE
from contentsite.sentence import _
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.tree.trash import TrashItem, item_of
from contentsite.tree.walk import walk
from contentsite.versions.compare import compare_values

from .values import values_then

SAME: Final = "same"
VALUES: Final = "values"
UNTRASHED: Final = "untrashed"
GONE: Final = "gone"
REFUSED: Final = "refused"

_NOT_FOR_YOU: Final = _("There is something that you may not change today.")


class Step(NamedTuple):
    """What is done about one node of then."""

    kind: str
    """SAME, VALUES (as then again), UNTRASHED, GONE (comes back), or REFUSED."""
    then: Any
    reason: str = ""
    """Why it is refused, in words that give away nothing of what one may not see."""
    place: Node | None = None
    """Of what comes back: the nearest node above it that is in the tree today."""


class Plan(NamedTuple):
    """All steps, parents first."""

    steps: tuple[Step, ...]

    def number(self, kind: str) -> int:
        """Return how many nodes there are of a kind."""
        return Counter(step.kind for step in self.steps)[kind]

    @property
    def changes(self) -> int:
        """How many nodes are changed or come back."""
        return sum(self.number(kind) for kind in (VALUES, UNTRASHED, GONE))

    @property
    def refusals(self) -> tuple[tuple[str, str], ...]:
        """Title and reason of each node that is refused; no title where one may not see it."""
        return tuple((_title(step), step.reason) for step in self.steps if step.kind == REFUSED)


def plan(then: Node, sight: Hindsight, *, below: bool) -> Plan:
    """Return what bringing back a node of then, or it with all that was below it, would do."""
    return Plan(tuple(_Planner(sight).steps(then, below=below)))


class _Planner:
    """Goes through what was then, parents first, and knows what will be back by then."""

    def __init__(self, sight: Hindsight) -> None:
        self._sight, self._site = sight, sight.today
        self._places: dict[str, Node] = {}
        """By the uid of what comes back: the nearest node above it that is in the tree today."""
        self._items: set[TrashItem] = set()

    def steps(self, top: Node, *, below: bool) -> Iterator[Step]:
        """Yield the step of each node."""
        for met in walk(top):
            yield self._step(met.node)
            if not below:
                return

    def _step(self, then: Any) -> Step:
        if not isinstance(then, Node):
            return Step(REFUSED, then, _("Its class is not installed."))
        if not self._sight.sees(then):
            return Step(REFUSED, then, _NOT_FOR_YOU)
        today = self._site.uids().get(then.uid)
        if today is None:
            return self._gone(then)
        if type(today) is not type(then):
            return Step(
                REFUSED, then, _("It is of another type now, or its class is not installed.")
            )
        item = item_of(today)
        if item is not None and item not in self._items:
            return self._in_trash(then, today, item)
        if item is None and not self._sight.may(today, EDIT):
            return Step(REFUSED, then, _NOT_FOR_YOU)
        return Step(VALUES if _differs(then, today) else SAME, then)

    def _in_trash(self, then: Node, today: Node, item: TrashItem) -> Step:
        """Take the top of what was deleted back to where it was, where that is where it stood then."""
        holder = then.__parent__
        place = None if holder is None else self._place(holder)
        is_top = item.node is today and not item.is_going
        if not is_top or place is None or holder is None or item.parent != holder.uid:
            return Step(REFUSED, then, _("It is in the trash: restore it from there first."))
        if not self._sight.sees_deleted(item) or not self._sight.may(place, ADD):
            return Step(REFUSED, then, _NOT_FOR_YOU)
        self._items.add(item)
        self._places[then.uid] = place
        return Step(UNTRASHED, then, place=place)

    def _gone(self, then: Node) -> Step:
        holder = then.__parent__
        place = None if holder is None else self._place(holder)
        if place is None:
            return Step(REFUSED, then, _("What it stood in is not there any more."))
        needed = (ADD,) if then.acl is None else (ADD, SHARE)
        if not all(self._sight.may(place, each) for each in needed):
            return Step(REFUSED, then, _NOT_FOR_YOU)
        self._places[then.uid] = place
        return Step(GONE, then, place=place)

    def _place(self, holder: Node) -> Node | None:
        """Return the nearest node in the tree of today above what a container of then held; None for no place."""
        if holder.uid in self._places:
            return self._places[holder.uid]
        found = self._site.uids().get(holder.uid)
        if not isinstance(found, Container):
            return None
        item = item_of(found)
        if item is None:
            return found
        return self._places[item.uid] if item in self._items else None


def _differs(then: Node, today: Node) -> bool:
    return bool(compare_values(today, values_then(then, today._p_jar), _present(today)))


def _present(node: Node) -> dict[str, Any]:
    """Return the values of a node for those who edit it, as they are stored; unlike `present` it writes nothing."""
    changed = {} if node._working is None else node._working.stored
    return {name: changed.get(name, held(node, name)) for name in type(node).fields()}


def _title(step: Step) -> str:
    hidden = not isinstance(step.then, Node) or step.reason == _NOT_FOR_YOU
    return "" if hidden else step.then.title
