"""A version: what a node was like at a moment, kept by the node itself and so independent of packing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from BTrees.OOBTree import OOBTree

from contentsite.schema.change import same
from contentsite.schema.long import Kept, kept, plain
from contentsite.tree.compact import Compact
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


class Version(Compact):
    """The values of all fields at a moment. It is written once.

    It has them itself, or those that are not as in an older version, its ground, which has all. The
    ground stays stored as long as one refers to it, whatever the retention takes out of the history.
    """

    _kept: ClassVar[tuple[str, ...]] = (
        *("number", "_moment", "what", "author", "name", "changed", "live", "_ground", "_own"),
        "comment",
    )
    _formerly: ClassVar[Mapping[str, str]] = {"stored": "_own"}
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

    _ground: Version | None = None

    def __init__(
        self, number: int, stored: Mapping[str, Any], before: Version | None = None
    ) -> None:
        """Take values as they are stored, and a version that is kept, which they may be told by."""
        self.number, self._own = number, dict(stored)
        ground = before and (before._ground or before)
        if ground is not None and ground._own.keys() <= stored.keys():
            own = {n: v for n, v in stored.items() if not _is_as(v, ground._own, n)}
            if 2 * len(own) <= len(stored):
                self._ground, self._own = ground, own

    @property
    def stored(self) -> Mapping[str, Any]:
        """The values as they are stored: long texts as the objects that hold them."""
        return self._own if self._ground is None else {**self._ground._own, **self._own}

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


def _is_as(value: Any, held: Mapping[str, Any], name: str) -> bool:
    """Tell whether a value is as another version has it; texts are only compared by the objects that hold them."""
    if name not in held or isinstance(value, Kept) or isinstance(held[name], Kept):
        return held.get(name) is value and name in held
    return same(held[name], value)


def is_same(left: Any, right: Any) -> bool:
    """Tell whether two stored values are the same; the same object is not loaded for it."""
    if left is right:
        return True
    if isinstance(left, Kept) or isinstance(right, Kept):
        return bool(plain(left) == plain(right))
    return same(left, right)
