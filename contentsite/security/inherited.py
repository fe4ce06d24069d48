"""What is given above a node, and where: the levels from which roles come down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from contentsite.tree.node import Node, lineage

from .acl import TOP, Entry, grants, is_blocked
from .role import MANAGER


class Level(NamedTuple):
    """A node above, and what is given there and comes down; no node stands for what holds above every site."""

    node: Node | None
    entries: tuple[Entry, ...]


def inherited(node: Node, *, is_blocked_here: bool = False) -> Iterator[Level]:
    """Yield the levels above a node at which something is given that comes down to it, the nearest first.

    Through a block comes the role Manager alone; the node's own block is not looked at, unless
    `is_blocked_here` says that it is one.
    """
    blocked = is_blocked_here
    for here in lineage(node):
        if here is node:
            continue
        entries = tuple(entry for entry in grants(here) if not blocked or entry[2] == MANAGER)
        if entries:
            yield Level(here, entries)
        blocked = blocked or is_blocked(here)
    if not blocked:
        yield Level(None, TOP)
