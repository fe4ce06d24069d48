"""Who may see the past: what was then is judged by what there is of it today.

A node of then is shown to those who may edit its present counterpart, the node of the same uid. One
that does not exist today, or is in the trash, is for those who may edit the nearest of its ancestors
of then that does, as far as its own lists let them in: those of then, or those that it has in the
trash. And nobody gets past an ancestor of then that is hidden from him today: its name is in the
address.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from contentsite.tree.container import Container
from contentsite.tree.node import Node, lineage
from contentsite.tree.root import Root
from contentsite.tree.trash import TrashItem

from .acl import roles_below
from .decide import Rules, allowing, may, roles_at
from .deleted import sees
from .principal import Who
from .role import EDIT, OWNER, PUBLISH, VIEW, VISITOR

_NOT_OF_THE_STATE: Final = frozenset({VISITOR, OWNER})


class Hindsight:
    """What somebody may see of a site as it was. `today` is the site as it is."""

    def __init__(
        self, today: Root, who: Who, now: datetime, workflows: Mapping[str, Rules]
    ) -> None:
        self.today, self.who = today, who
        self._now, self._workflows = now, workflows
        self._known: dict[str, bool] = {}

    def may(self, node: Node, permission: str) -> bool:
        """Tell whether he has a permission on a node of today."""
        return may(node, self.who, permission, self._now, self._workflows)

    def sees(self, node: Node) -> bool:
        """Tell whether he may see a node of then."""
        if node.uid not in self._known:
            self._known[node.uid] = self._may(node, EDIT)
        return self._known[node.uid]

    def among(self, folder: Any) -> Callable[[str], bool]:
        """Return what tells whether he may see a child of a folder of then, by its name.

        A child that stands where it stood is judged as listings do today: by its row, without loading it.
        """
        if not self._may(folder, VIEW):
            return lambda _name: False
        today = self.today.find(folder.uid)
        roles = roles_at(today, self.who) - _NOT_OF_THE_STATE if today is not None else frozenset()

        def sees(name: str) -> bool:
            child = folder.get(name)
            if isinstance(today, Container) and self._allows(today, name, child, roles):
                return True
            return isinstance(child, Node) and self.sees(child)

        return sees

    def sees_deleted(self, item: TrashItem) -> bool:
        """Tell whether he may restore what is in the trash today."""
        return sees(self.today, item, self.who, self._now, self._workflows)

    def publishes(self, node: Node, place: Node) -> bool:
        """Tell whether he may have a node of then in its state of then below a node of today."""
        roles = roles_below(roles_at(place, self.who) - {OWNER}, node.acl, self.who.principals)
        allowed = allowing(node, PUBLISH, self._now, self._workflows)
        return self.who.reaches(PUBLISH) and not roles.isdisjoint(allowed)

    def _allows(self, today: Container, name: str, child: Any, roles: frozenset[str]) -> bool:
        """Tell whether these roles in a folder of today let him edit what stands in it as it stood then."""
        twin = today.get(name)
        if child is None or twin is None or twin._p_oid != child._p_oid:
            return False
        raw = today.order.row(name)
        rules = self._workflows.get(getattr(type(child), "__workflow__", ""))
        has_acl, state = raw[8], raw[5]
        return (
            rules is not None
            and not has_acl
            and not any(roles.isdisjoint(rules.allowed(state, each)) for each in (VIEW, EDIT))
        )

    def _may(self, node: Node, permission: str) -> bool:
        """Judge a node of then by a permission, and what was above it by whether it may be viewed today."""
        way = [*lineage(node)]
        if way[-1].uid != self.today.uid or way[-1].__parent__ is not None:
            return False
        present = self._nearest(way)
        if not self._holds(way, present, permission):
            return False
        # whoever may use a permission on a node may view all that is above it today
        passed = {here.uid for here in lineage(present)}
        return all(
            self._holds(way[start:], self._nearest(way[start:]), VIEW)
            for start in range(1, len(way))
            if way[start].uid not in passed
        )

    def _nearest(self, way: list[Node]) -> Node:
        """Return the present counterpart of the first node that has one; the site has."""
        found = (self.today.find(here.uid) for here in way)
        return next((node for node in found if node is not None), self.today)

    def _holds(self, way: list[Node], present: Node, permission: str) -> bool:
        """Tell whether he has a permission at a present node, and gets from there to the first of the way."""
        if not self.may(present, permission):
            return False
        roles, owned = roles_at(present, self.who) - {OWNER}, self.who.uid
        above = next(number for number, here in enumerate(way) if here.uid == present.uid)
        for then in reversed(way[:above]):
            # in the trash it has lists and a state of today
            kept = self.today.uids().get(then.uid)
            here = kept if isinstance(kept, Node) else then
            roles = roles_below(roles, here.acl, self.who.principals)
            own = roles | {OWNER} if owned and here.owner == owned else roles
            if own.isdisjoint(allowing(here, VIEW, self._now, self._workflows)):
                return False
        return True
