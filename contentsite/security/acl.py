"""Access control lists: who has which role from a node on downwards.

A list is a tuple of entries (ALLOW, principal, role). `BLOCK` as its first entry says that nothing
is inherited from above, but for Managers: they can always get in and mend.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from contentsite.tree.node import Node

from .principal import EVERYONE
from .role import GRANTABLE, MANAGER, VISITOR

ALLOW: Final = "allow"
DENY: Final = "deny"

Entry = tuple[str, str, str]
"""(ALLOW, principal, role); plain values, since they are stored with the node."""

BLOCK: Final[Entry] = (DENY, EVERYONE, "*")
TOP: Final[tuple[Entry, ...]] = ((ALLOW, EVERYONE, VISITOR),)
"""What holds above every site."""

NOBODY: Final[frozenset[str]] = frozenset()
THROUGH_BLOCKS: Final = frozenset({MANAGER})


def roles_below(
    roles: frozenset[str], acl: tuple[Entry, ...] | None, principals: frozenset[str]
) -> frozenset[str]:
    """Return what roles of a parent become at a node with this list, for somebody who is these principals."""
    if not acl:
        return roles
    if acl[0] == BLOCK:
        roles, acl = roles & THROUGH_BLOCKS, acl[1:]
    own = {role for _allow, principal, role in acl if principal in principals}
    return roles | own if own else roles


def is_blocked(node: Node) -> bool:
    """Tell whether a node inherits nothing."""
    return bool(node.acl) and node.acl[0] == BLOCK  # type: ignore[index]


def grants(node: Node) -> tuple[Entry, ...]:
    """Return the entries of a node's own list that give roles."""
    return tuple(entry for entry in node.acl or () if entry != BLOCK)


def set_acl(node: Node, entries: Iterable[Entry] | None) -> None:
    """Give a node a list of its own, or none (None, or no entries).

    Raises ValueError for what is no entry; nothing is changed then.
    """
    own = tuple(dict.fromkeys(map(_checked, entries or ()))) or None
    if own is not None and BLOCK in own[1:]:
        own = (BLOCK, *(entry for entry in own if entry != BLOCK))
    if own != node.acl:
        node.acl = own
        # the parent's listing has to know that not everybody may see each child
        node.touch("acl")


def _checked(entry: Entry) -> Entry:
    match entry:
        case [str(action), str(principal), str(role)]:
            checked = (action, principal, role)
            if checked == BLOCK or (action == ALLOW and principal and role in GRANTABLE):
                return checked
    raise ValueError(f"{entry!r} is no entry: (ALLOW, principal, role), or BLOCK")
