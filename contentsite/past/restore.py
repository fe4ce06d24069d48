"""Bringing back what was then, as a plan says: all of it in one transaction, parents first."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from ZODB.POSException import POSKeyError

from contentsite.schema.long import plain
from contentsite.security.audit.recorder import describe
from contentsite.security.hindsight import Hindsight
from contentsite.security.role import EDIT
from contentsite.tree.container import Container
from contentsite.tree.missing import state_of
from contentsite.tree.name import free_name
from contentsite.tree.node import Node
from contentsite.tree.order import ManualOrder
from contentsite.tree.trashing import restore as restore_item
from contentsite.tree.window import PUBLISHED
from contentsite.versions.history import append
from contentsite.versions.restore import put_back
from contentsite.versions.version import RESTORED

from .plan import GONE, UNTRASHED, VALUES, Plan, Step
from .values import values_then

_OF_THEN: Final = ("uid", "created", "creator", "owner", "language", "listed", "acl")
"""Bookkeeping that what comes back has again, besides its fields, its state and its versions."""


def bring_back(plan: Plan, sight: Hindsight, moment: datetime) -> None:
    """Do what a plan says, all or, where something raises, nothing of it.

    A published node gets its values of then into its working copy. What is gone comes back in its
    state of then where he who asks may publish there, else as a draft. Raises ValidationError for a
    value that its field takes no more.
    """
    words = f"as of {moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    _Return(sight, words).do(plan.steps)


class _Return:
    """The way back of one plan."""

    def __init__(self, sight: Hindsight, words: str) -> None:
        self._sight, self._site, self._words = sight, sight.today, words
        self._jar = self._site._p_jar
        self._new: dict[str, Node] = {}
        """What was gone, made anew, by uid."""

    def do(self, steps: tuple[Step, ...]) -> None:
        """Do all steps: what is gone is whole, with all below it, before it is put into the tree."""
        inside = {step.then.uid for step in steps if step.kind == GONE and self._is_inside(step)}
        for step in steps:
            if step.kind == UNTRASHED:
                self._untrash(step)
            elif step.kind == GONE and step.then.uid not in inside:
                self._put(step)
        for made in self._new.values():
            if made._history is not None:
                append(made, RESTORED, self._words)
        for step in steps:
            if step.kind in (VALUES, UNTRASHED):
                self._set(step)

    def _is_inside(self, step: Step) -> bool:
        """Make a node of what is gone; tell whether it is in another one that was made."""
        then = step.then
        self._new[then.uid] = made = self._made(step)
        holder = self._new.get(then.__parent__.uid)
        if not isinstance(holder, Container):
            return False
        holder.attach(free_name(then.__name__, holder), made)
        return True

    def _made(self, step: Step) -> Node:
        then: Node = step.then
        cls: type[Node] = type(then)
        made = cls.__new__(cls)
        made.begin()
        made.become(then)
        for name, value in values_then(then, self._jar).items():
            setattr(made, name, value)
        for name in _OF_THEN:
            setattr(made, name, getattr(then, name))
        made._history = _history_of(then, self._jar)
        if then.state != PUBLISHED or self._sight.publishes(then, step.place or self._site):
            made.state, made.publish_at, made.expire_at = (
                then.state,
                then.publish_at,
                then.expire_at,
            )
        return made

    def _put(self, step: Step) -> None:
        then = step.then
        holder: Any = self._site.find(then.__parent__.uid)
        made = holder.add(free_name(then.__name__, holder), self._new[then.uid])
        _put_in_place(holder, made, then)
        describe(self._site, made, "add", "restore", self._words)

    def _untrash(self, step: Step) -> None:
        item = self._site.trash.get(step.then.uid)
        if item is not None:
            holder: Any = self._site.find(item.parent)
            restore_item(self._site, item, holder, free_name(item.name, holder))

    def _set(self, step: Step) -> None:
        today = self._site.find(step.then.uid)
        # of what was in the trash only now it can be said who may edit it
        if today is not None and self._sight.may(today, EDIT):
            values = {name: plain(each) for name, each in values_then(step.then, self._jar).items()}
            put_back(today, values, self._words, self._words)


def _history_of(then: Node, connection: Any) -> Any:
    """Return the versions that a node had when it was deleted: what has no place any more is there until a pack."""
    try:
        return state_of(connection.get(then._p_oid)).get("_history")
    except POSKeyError:
        return None


def _put_in_place(holder: Container, made: Node, then: Node) -> None:
    """Give what came back its place of then among its siblings, as far as people order them."""
    before: Any = then.__parent__
    if not (isinstance(holder.order, ManualOrder) and isinstance(before.order, ManualOrder)):
        return
    key = before.order.key(then.__name__)
    if holder.order._p_oid == before.order._p_oid:
        holder.order.place_at(made.__name__, key)
        return
    names = (raw[1] for _key, raw in before.order.rows(key))
    following = next((name for name in names if name in holder), None)
    if following is not None:
        holder.order.place_before(made.__name__, following)
