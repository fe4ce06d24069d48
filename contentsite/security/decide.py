"""The decision: whether somebody may do something with a node. All faces and commands ask here.

Roles come down the lineage, from the top to the node. Who may not view a node may do nothing with
it, nor with anything below it. What no workflow allows is denied.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Protocol

from contentsite.tree.node import Node, root_of
from contentsite.tree.root import Root

from .acl import NOBODY, TOP, roles_below
from .principal import Who
from .role import MANAGE, MANAGER, OWNER, VIEW, VISITOR

_AT_TOP = roles_below(NOBODY, TOP, frozenset({TOP[0][1]}))
_ONLY_MANAGERS = frozenset({MANAGER})
_AS_VISITOR = frozenset({VISITOR})
_AS_OWNER = frozenset({OWNER})


class Rules(Protocol):
    """What a workflow says of permissions."""

    @property
    def initial(self) -> str:
        """The state that a new node is in."""

    def allowed(self, state: str, permission: str) -> frozenset[str]:
        """Return the roles that have the permission on a node in this state."""


def may(
    node: Node, who: Who, permission: str, now: datetime, workflows: Mapping[str, Rules]
) -> bool:
    """Tell whether somebody has a permission on a node at the moment `now`, and may use it.

    `workflows` has the rules by the name that a type declares; where they are missing only Managers
    have the permission.
    """
    if not who.reaches(permission):
        return False
    asked = root_of(node) if permission == MANAGE else node
    here, roles = asked, NOBODY
    for here, roles in places(asked, who):
        if roles.isdisjoint(allowing(here, VIEW, now, workflows)):
            return False
    if permission == VIEW:
        return roles is not NOBODY
    return not roles.isdisjoint(allowing(here, permission, now, workflows))


def places(node: Node, who: Who) -> Iterator[tuple[Node, frozenset[str]]]:
    """Yield each node from the root down to this one, with the roles that somebody has there.

    Yields nothing where an ancestor's class is not installed: nobody can say who may be there.
    """
    way: list[Node] = []
    here: Any = node
    while isinstance(here, Node):
        way.append(here)
        here = here.__parent__
    if here is not None:
        return
    roles, uid = _AT_TOP, who.uid
    for each in reversed(way):
        if each.acl:
            roles = roles_below(roles, each.acl, who.principals)
        yield each, roles | _AS_OWNER if uid and each.owner == uid else roles


def roles_at(node: Node, who: Who) -> frozenset[str]:
    """Return the roles that somebody has at a node."""
    roles = NOBODY
    for _node, here in places(node, who):
        roles = here
    return roles


def allowing(
    node: Node, permission: str, now: datetime, workflows: Mapping[str, Rules]
) -> frozenset[str]:
    """Return the roles that have a permission on a node, by its state and its publication window alone."""
    if permission == MANAGE and not isinstance(node, Root):
        return NOBODY
    rules = workflows.get(node.__workflow__)
    if rules is None:
        return _ONLY_MANAGERS
    roles = rules.allowed(node.state, permission)
    # before and after its window a published node is one for those who work on it
    return roles if node.is_live(now) else roles - _AS_VISITOR
