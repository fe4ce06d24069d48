"""Whether the one who undoes may do each of the steps: what the screens of the admin ask for, too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from contentsite.security.decide import may
from contentsite.security.deleted import sees
from contentsite.security.principal import Who
from contentsite.security.role import ADD, DELETE
from contentsite.security.subtree import refused_below
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.tree.root import Root
from contentsite.tree.trash import TrashItem
from contentsite.workflow.arrival import check_arrival
from contentsite.workflow.workflow import Workflow

from .refusal import NO_WAY, NOT_ALLOWED, NOT_BELOW, NOT_YOURS, Refused


@dataclass(frozen=True, slots=True)
class Rights:
    """Whose permissions count, and at which moment. Each check raises Refused, or Unfit."""

    who: Who | None
    """None for a script or a command: whoever may use the machine may do everything."""
    now: datetime
    workflows: Mapping[str, Workflow]

    def may(self, node: Node, permission: str) -> bool:
        """Tell whether he has a permission on a node."""
        return self.who is None or may(node, self.who, permission, self.now, self.workflows)

    def check(self, node: Node, *permissions: str) -> None:
        """Ask for one of these permissions on a node."""
        if not any(self.may(node, each) for each in permissions):
            raise Refused(NOT_ALLOWED)

    def check_state(self, node: Node, state: str) -> None:
        """Ask for a transition that leads from the present state to another one."""
        workflow = self.workflows.get(node.__workflow__)
        ways = workflow.from_state(node.state) if workflow else ()
        found = [each.permission for each in ways if each.target == state]
        if not found:
            raise Refused(NO_WAY)
        self.check(node, *found)

    def check_removal(self, node: Node) -> None:
        """Ask whether he may delete a node with all below it."""
        if self.who and refused_below(node, self.who, DELETE, self.now, self.workflows):
            raise Refused(NOT_BELOW)

    def check_move(self, node: Node, target: Container) -> None:
        """Ask whether he may move a node, with all below it, into a container."""
        self.check_removal(node)
        self.check(target, ADD)
        if self.who is not None:
            check_arrival(node, target, self.who, self.now, self.workflows)

    def check_restore(self, site: Root, item: TrashItem, target: Container) -> None:
        """Ask whether he may put back what is in the trash."""
        if self.who and not sees(site, item, self.who, self.now, self.workflows):
            raise Refused(NOT_YOURS)
        self.check(target, ADD)
