"""What is below a node: how much it is, and whether somebody may do something with all of it."""

from __future__ import annotations

from typing import Final, NamedTuple

from contentsite.security.acl import roles_below
from contentsite.security.decide import allowing, may, roles_at
from contentsite.security.principal import ANONYMOUS, ANYBODY, Who
from contentsite.security.role import VIEW
from contentsite.security.subtree import refused_below
from contentsite.tree import extent
from contentsite.tree.container import Container
from contentsite.tree.extent import Extent
from contentsite.tree.node import Node
from contentsite.web.request import Request

COUNTED: Final = 5_000
"""So many nodes are counted, and asked for, to show what would happen: a look must not cost what the deed does."""


def extent_of(node: Node) -> Extent:
    """Return how many nodes a subtree has, itself included."""
    return extent.extent_of(node, COUNTED)


class Obstacle(NamedTuple):
    """Why something cannot be done with a whole subtree."""

    titles: tuple[str, ...]
    """Those that may be viewed, of the nodes that stand against it."""
    has_hidden: bool
    """Whether others do that may not even be viewed."""


def obstacle(request: Request, node: Node, permission: str) -> Obstacle | None:
    """Return what keeps the one who asks from using a permission on a node with all below it, None for nothing."""
    refused = refused_below(node, request.who, permission, request.now, request.workflows)
    if not refused:
        return None
    viewed = [
        each for each in refused if isinstance(each, Node) and request.has_permission("view", each)
    ]
    return Obstacle(tuple(each.title for each in viewed), len(viewed) < len(refused))


class Prospect(NamedTuple):
    """What is said before something is done with a subtree."""

    extent: Extent
    obstacle: Obstacle | None
    """Of a subtree too large to look at, it is found when it is done."""


def prospect(request: Request, node: Node, permission: str) -> Prospect:
    """Return how much something would be about, and what stands against it."""
    extent = extent_of(node)
    return Prospect(extent, None if extent.is_more else obstacle(request, node, permission))


def becomes_public(request: Request, node: Node, target: Container) -> bool:
    """Tell whether a move into a folder shows something to visitors, or to all who are signed in, that is hidden now.

    Either the node itself, which is hidden where it is, or drafts in it, since everybody has a role there.
    """
    return any(_is_shown_by(request, node, target, who) for who in (ANONYMOUS, ANYBODY))


def _is_shown_by(request: Request, node: Node, target: Container, who: Who) -> bool:
    now, rules = request.now, request.workflows
    if not may(target, who, VIEW, now, rules):
        return False
    after = roles_below(roles_at(target, who), node.acl, who.principals)
    if after.isdisjoint(allowing(node, VIEW, now, rules)):
        return False
    return not may(node, who, VIEW, now, rules) or not after <= roles_at(node, who)
