"""Whether somebody may do something with a node and with all below it: asked before a move, copy or removal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any, Final

from contentsite.tree.node import Node
from contentsite.tree.walk import walk
from contentsite.tree.window import PUBLISHED

from .acl import roles_below
from .decide import Rules, allowing, may, roles_at
from .principal import Who
from .role import MANAGER, OWNER, PUBLISH, VIEW

TOLD: Final = 5


def refused_below(
    node: Node, who: Who, permission: str, now: datetime, workflows: Mapping[str, Rules]
) -> list[Any]:
    """Return the first few nodes of a subtree that somebody may not view, or not use the permission on.

    The node itself is one of them. What has no class any more is open to Managers only.
    """
    if not may(node, who, permission, now, workflows):
        return [node]
    wanted = {VIEW, permission}
    found = (
        each
        for each, roles in _with_roles(node, who, roles_at(node, who))
        if not _allows(each, roles, wanted, now, workflows)
    )
    return list(islice(found, TOLD))


def unpublished_by(
    node: Node, target: Node, who: Who, now: datetime, workflows: Mapping[str, Rules]
) -> list[Node]:
    """Return the first few nodes of a subtree that somebody could not have published in a target.

    Those that are published, although their workflow does not begin with that, and on which he would
    have no permission `publish` below the target: a move must not be a way to publish.
    """
    roles = roles_below(roles_at(target, who) - {OWNER}, node.acl, who.principals)
    found = (
        each
        for each, own in _with_roles(node, who, roles)
        if _was_published(each, workflows)
        and own.isdisjoint(allowing(each, PUBLISH, now, workflows))
    )
    return list(islice(found, TOLD))


def _was_published(node: Any, workflows: Mapping[str, Rules]) -> bool:
    if not isinstance(node, Node) or node.state != PUBLISHED:
        return False
    rules = workflows.get(node.__workflow__)
    return rules is None or rules.initial != PUBLISHED


def _with_roles(top: Node, who: Who, roles: frozenset[str]) -> Iterator[tuple[Any, frozenset[str]]]:
    """Yield each node of a subtree, parents first, with the roles of somebody who has these at its top."""
    # those of the nodes on the way to the present one, without what is had as an owner
    way = [roles - {OWNER}]
    for step in walk(top):
        depth = len(step.trail)
        del way[depth or 1 :]
        node = step.node
        if depth:
            own = node.acl if isinstance(node, Node) else None
            way.append(roles_below(way[depth - 1], own, who.principals))
        owned = isinstance(node, Node) and bool(who.uid) and node.owner == who.uid
        yield node, way[-1] | {OWNER} if owned else way[-1]


def _allows(
    node: Any,
    roles: frozenset[str],
    wanted: set[str],
    now: datetime,
    workflows: Mapping[str, Rules],
) -> bool:
    if not isinstance(node, Node):
        return MANAGER in roles
    return not any(roles.isdisjoint(allowing(node, each, now, workflows)) for each in wanted)
