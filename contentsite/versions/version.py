"""A version: what a node was like at a moment, kept by the node itself and so independent of packing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from contentsite.schema.change import same
from contentsite.schema.long import KeptText, kept, plain
from contentsite.tree.moment import Moment

BEGUN: Final = "begun"
SAVED: Final = "saved"
PUBLISHED: Final = "published"
RESTORED: Final = "restored"
DISCARDED: Final = "discarded"
UNDONE: Final = "undone"
FOUND: Final = "found"
"""What was done when a version was made. "found": a script or an import had changed the node before."""

SHARED: Final = 200
"""A text of more characters is in an object of its own, which versions share until it changes."""


class Version(Persistent):
    """The values of all fields at a moment. It is written once."""

    number: int
    moment = Moment()
    author: str = ""
    """The uid of who made it, empty for a script."""
    name: str = ""
    """What he signed in as then."""
    comment: str = ""
    what: str = SAVED
    changed: tuple[str, ...] = ()
    """The fields that differ from the version before."""
    live: int = 0
    """The number of the version that visitors saw then, 0 for none; its own where it was published."""

    def __init__(self, number: int, stored: Mapping[str, Any]) -> None:
        self.number, self.stored = number, dict(stored)

    @property
    def values(self) -> dict[str, Any]:
        """The value of each field that the type had then."""
        return {name: plain(value) for name, value in self.stored.items()}


class History(OOBTree):  # type: ignore[type-arg]
    """The versions of a node by number, in small pieces: each save writes one of them."""

    max_leaf_size = 10
    max_internal_size = 16


def shared(stored: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as a version keeps them: texts that have not changed are those of the version before."""
    return {
        name: before[name] if is_same(value, before.get(name, before)) else kept(value, SHARED)
        for name, value in stored.items()
    }


def is_same(left: Any, right: Any) -> bool:
    """Tell whether two stored values are the same; the same object is not loaded for it."""
    if left is right:
        return True
    if isinstance(left, KeptText) or isinstance(right, KeptText):
        return bool(plain(left) == plain(right))
    return same(left, right)
