"""A change: what one transaction did to the tree, with what it takes to undo it.

Written in the transaction itself, once, but for the marks of what was undone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final, NamedTuple

from contentsite.tree.compact import Compact
from contentsite.tree.moment import EPOCH
from contentsite.tree.place import Place
from contentsite.tree.trash import TrashItem

_STEP: Final = timedelta(microseconds=1)
UNDO: Final = "undo"
REDO: Final = "redo"
WORKING: Final = "_working"
"""Among the values of an `Altered`: those of the working copy, None for no working copy."""

Key = tuple[int, int]
"""Microseconds since 1970, negated, so that the newest come first; and the number of the shard."""


class Binned(NamedTuple):
    """In the trash, as the item of this moment, with what it says of where it stood."""

    micros: int
    by: str
    path: str
    parent: str
    name: str
    order: Any
    key: Any
    before: str | None


def binned(item: TrashItem) -> Binned:
    """Return what an item of the trash says."""
    return Binned(
        item.micros,
        item.by,
        item.path,
        item.parent,
        item.name,
        item.order,
        item.key,
        item.before,
    )


Stand = Place | Binned | None
"""Where a node is: in the tree, in the trash, or nowhere (not made yet, or deleted for good)."""


class Altered(NamedTuple):
    """Values of one node were changed: fields, state, window, details, access list, working copy."""

    uid: str
    title: str
    path: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    was_live: bool
    """Whether the node was public, before or after."""


class Placed(NamedTuple):
    """A node, with all below it, came to stand elsewhere: added, moved, renamed, deleted, restored."""

    uid: str
    title: str
    path: str
    """Where it is then; of what is in the trash, where it was."""
    old_path: str
    before: Stand
    after: Stand


class Ordered(NamedTuple):
    """A child was given another place among its siblings; or (no child) all of them another order."""

    uid: str
    """Of the container."""
    title: str
    path: str
    child: str
    order: Any
    """The order that the keys are of; of all children, the one before."""
    before: Any
    after: Any
    """Keys of the child; of all children, by what they are sorted: field and direction."""


Item = Altered | Placed | Ordered


class Refusal(NamedTuple):
    """Why an item is not undone, in a sentence; who has changed it since, and when, where that is known."""

    reason: str
    by: str = ""
    micros: int = 0

    @property
    def moment(self) -> datetime | None:
        """When it was changed since."""
        return EPOCH + self.micros * _STEP if self.micros else None


class Change(Compact):
    """What one transaction did, by whom."""

    _kept: ClassVar[tuple[str, ...]] = (
        *("key", "who", "name", "action", "items"),
        *("of", "refused", "undone", "_tid", "is_too_large"),
    )
    _tid: bytes | None = None
    is_too_large = False
    """Whether it was about more nodes than are noted: then there are no items, and it cannot be undone."""
    of: str = ""
    """The id of the change that this one undid."""
    undone: Mapping[int, str] = {}
    """The id of the last change that undid an item, by the item's number; `mark.py` tells whether that holds."""
    refused: tuple[tuple[int, Refusal], ...] = ()
    """The items of the change that this one undid which were refused."""

    def __init__(self, key: Key, who: str, name: str, action: str, items: tuple[Item, ...]) -> None:
        """Take the key, the uid and name of who did it, a word for what was done, and the items."""
        self.key, self.who, self.name, self.action, self.items = key, who, name, action, items

    @property
    def id(self) -> str:
        """What names it in addresses and commands."""
        return id_of(self.key)

    @property
    def moment(self) -> datetime:
        """When it was done."""
        return EPOCH - self.key[0] * _STEP

    @property
    def tid(self) -> bytes:
        """The transaction that wrote it: what was written by a later one was changed since."""
        found: bytes = self._tid or self._p_serial
        return found

    def mark(self, numbers: tuple[int, ...], by: str) -> None:
        """Note that items were undone by the change of an id."""
        self._tid = self.tid
        self.undone = {**self.undone, **dict.fromkeys(numbers, by)}


def id_of(key: Key) -> str:
    """Return the id of a key."""
    return f"{-key[0]}-{key[1]}"
