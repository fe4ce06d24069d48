"""Whether somebody may do something with a node and with all below it: asked before a move, copy or removal.

Only containers are loaded, and what their rows say something special of: a row has the state of a
child, and whether it has an access list; a child that is not loaded tells its class.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any, Final

from ZODB.broken import Broken

from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.tree.walk import shrink_cache, walk
from contentsite.tree.window import PUBLISHED

from .acl import roles_below
from .decide import Rules, allowing, may, roles_at
from .principal import Who
from .role import MANAGER, OWNER, PUBLISH, VIEW, VISITOR

TOLD: Final = 5
SHRINK: Final = 10_000
"""After so many children the connection's cache is asked to shrink to its size."""
_NOT_OF_THE_STATE: Final = frozenset({VISITOR, OWNER})
"""Roles that do not follow from folder and state alone: before and after its window nobody is a visitor of a node."""
Roles = frozenset[str]


def refused_below(
    node: Node, who: Who, permission: str, now: datetime, workflows: Mapping[str, Rules]
) -> list[Any]:
    """Return the first few nodes of a subtree that somebody may not view, or not use the permission on.

    The node itself is one of them. What has no class any more is open to Managers only.
    """
    if not may(node, who, permission, now, workflows):
        return [node]
    roles = roles_at(node, who) - {OWNER}
    return list(islice(_Look(who, permission, now, workflows).below(node, roles), TOLD))


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
        and (not who.reaches(PUBLISH) or own.isdisjoint(allowing(each, PUBLISH, now, workflows)))
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


class _Look:
    """What is found out in one look at a subtree."""

    def __init__(
        self, who: Who, permission: str, now: datetime, workflows: Mapping[str, Rules]
    ) -> None:
        self._who, self._now, self._workflows = who, now, workflows
        self._wanted = (VIEW, permission)
        self._known: dict[tuple[type, str, Roles], bool] = {}

    def below(self, top: Node, roles: Roles) -> Iterator[Any]:
        """Yield what is refused below a node, folder by folder; `roles` are those had at it, but for an owner's."""
        waiting: list[tuple[Node, Roles]] = [(top, roles)]
        looked = 0
        while waiting:
            folder, roles = waiting.pop()
            # Managers get in everywhere below, and may do everything
            if not isinstance(folder, Container) or MANAGER in roles:
                continue
            if looked + len(folder) > SHRINK:
                shrink_cache(top)
                looked = 0
            looked += len(folder)
            folders: list[tuple[Node, Roles]] = []
            if self._is_open(folder, roles):
                found = folder._children.values()
                folders = [(child, roles) for child in found if isinstance(child, Container)]
            else:
                yield from self._one_by_one(folder, roles, folders)
            waiting.extend(reversed(folders))

    def _is_open(self, folder: Container, roles: Roles) -> bool:
        """Tell whether nothing that a folder holds can be refused, by its rows and the classes alone."""
        kinds = {type(child) for child in folder._children.values()}
        said = {(raw[5], raw[8]) for raw in folder.order.raws()}
        return all(
            not has_acl and self._allows(kind, state, roles)
            for state, has_acl in said
            for kind in kinds
        )

    def _one_by_one(
        self, folder: Container, roles: Roles, folders: list[tuple[Node, Roles]]
    ) -> Iterator[Any]:
        """Yield what is refused of the children of a folder; note the folders among them with one's roles there."""
        for _key, raw in folder.order.rows():
            child: Any = folder.get(raw[1])
            if not isinstance(child, Node):
                yield child
                continue
            own = roles_below(roles, child.acl, self._who.principals) if raw[8] else roles
            if not self._allows(type(child), raw[5], own) and self._is_refused(child, own):
                yield child
            folders.append((child, own))

    def _allows(self, kind: type, state: str, roles: Roles) -> bool:
        """Tell whether these roles suffice for each child of a class in a state."""
        key = (kind, state, roles)
        if key not in self._known:
            rules = self._workflows.get(getattr(kind, "__workflow__", ""))
            usable = roles - _NOT_OF_THE_STATE
            self._known[key] = MANAGER in roles or (
                rules is not None
                and not issubclass(kind, Broken)
                and not any(usable.isdisjoint(rules.allowed(state, each)) for each in self._wanted)
            )
        return self._known[key]

    def _is_refused(self, node: Node, roles: Roles) -> bool:
        owned = bool(self._who.uid) and node.owner == self._who.uid
        if owned:
            roles |= {OWNER}
        return any(
            roles.isdisjoint(allowing(node, each, self._now, self._workflows))
            for each in self._wanted
        )
