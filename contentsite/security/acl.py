"""Access control lists: who may do what, decided along the lineage of a node."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from contentsite.tree.node import Node, lineage

ALLOW: Final = "allow"
DENY: Final = "deny"
EVERYONE: Final = "everyone"

Entry = tuple[str, str, tuple[str, ...]]
"""(ALLOW or DENY, principal, permissions); plain values, since they are stored with the node."""

DEFAULT: Final[tuple[Entry, ...]] = ((ALLOW, EVERYONE, ("view",)),)
"""What holds where neither the node nor an ancestor decides; what it does not allow is denied."""


def is_allowed(node: Node, principals: frozenset[str], permission: str) -> bool:
    """Tell whether one of the principals has the permission: the nearest entry that speaks of it decides."""
    for here in lineage(node):
        for action, principal, permissions in here.acl or ():
            if permission in permissions and principal in principals:
                return bool(action == ALLOW)
    return any(
        permission in permissions and principal in principals
        for _action, principal, permissions in DEFAULT
    )


def set_acl(node: Node, entries: Iterable[Entry] | None) -> None:
    """Give a node access control entries of its own, or none (None): those above it hold then.

    Raises ValueError for what is no entry; nothing is changed then.
    """
    own = None if entries is None else tuple(map(_checked, entries))
    if own != node.acl:
        node.acl = own
        # the parent's listing has to know that not everybody may see each child
        node.touch("acl")


def _checked(entry: Entry) -> Entry:
    match entry:
        case (action, str(principal), (*permissions,)) if action in (ALLOW, DENY) and all(
            isinstance(each, str) for each in permissions
        ):
            return (action, principal, tuple(permissions))
    raise ValueError(f"{entry!r} is no entry: (ALLOW or DENY, principal, permissions)")
