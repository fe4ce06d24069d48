"""A change: what one transaction did to the tree, with what it takes to undo it.

Written in the transaction itself, once, but for the marks of what was undone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import accumulate, chain
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


PART: Final = 500
"""So many items are in one record."""


class Part(Compact):
    """Some items of a large change. It is written once."""

    _kept: ClassVar[tuple[str, ...]] = ("items",)

    def __init__(self, items: Sequence[Item]) -> None:
        self.items: tuple[Item, ...] = tuple(items)


class Items(Sequence[Item]):
    """The items of several parts, each loaded when it is looked at."""

    def __init__(self, parts: tuple[tuple[int, Part], ...]) -> None:
        self._parts = [part for number, part in parts if number]
        self._ends = [*accumulate(number for number, _part in parts if number)]

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[Item]:
        return chain.from_iterable(part.items for part in self._parts)

    def __getitem__(self, number: Any) -> Any:
        if isinstance(number, slice):
            return tuple(self[each] for each in range(*number.indices(len(self))))
        if not 0 <= number < len(self):
            raise IndexError(number)
        at = bisect_right(self._ends, number)
        return self._parts[at].items[number - (self._ends[at - 1] if at else 0)]


class Change(Compact):
    """What one transaction did, by whom."""

    _kept: ClassVar[tuple[str, ...]] = (
        *("key", "who", "name", "action", "_own"),
        *("of", "refused", "undone", "_tid", "is_too_large", "parts"),
    )
    _formerly: ClassVar[Mapping[str, str]] = {"items": "_own"}
    _tid: bytes | None = None
    is_too_large = False
    """Whether it was about more nodes than are noted: then there are no items, and it cannot be undone."""
    of: str = ""
    """The id of the change that this one undid."""
    undone: Mapping[int, str] = {}
    """The id of the last change that undid an item, by the item's number; `mark.py` tells whether that holds."""
    refused: tuple[tuple[int, Refusal], ...] = ()
    """The items of the change that this one undid which were refused."""
    parts: tuple[tuple[int, Part], ...] = ()
    """Where the items are, and how many, if they are many, or came in several transactions."""
    _own: tuple[Item, ...] = ()

    def __init__(self, key: Key, who: str, name: str, action: str) -> None:
        """Take the key, the uid and name of who did it, and a word for what was done."""
        self.key, self.who, self.name, self.action = key, who, name, action

    @property
    def items(self) -> Sequence[Item]:
        """What was done, item by item, in the order in which it was."""
        return Items(self.parts) if self.parts else self._own

    def put(self, items: Sequence[Item], *, grows: bool = False) -> None:
        """Take the items, or with `grows` some more; those of each transaction are in parts of their own then."""
        if not grows and len(items) <= PART:
            self._own = tuple(items)
            return
        pieces = [items[at : at + PART] for at in range(0, len(items), PART)] or [items]
        self.parts += tuple((len(each), Part(each)) for each in pieces)

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

    @property
    def begun(self) -> bytes:
        """The first transaction that wrote it, of several."""
        return min(self._tids()) if self.parts else self.tid

    def is_since(self, serial: bytes) -> bool:
        """Tell whether a record was written by another transaction after this one, or between its own."""
        if serial > self.tid or not self.parts:
            return serial > self.tid
        return serial not in self._tids() and serial > self.begun

    def _tids(self) -> frozenset[bytes]:
        found: frozenset[bytes] | None = getattr(self, "_v_tids", None)
        if found is None:
            for _number, part in self.parts:
                part._p_activate()
            self._v_tids = found = frozenset(part._p_serial for _number, part in self.parts)
        return found

    def number_of(self, item: Item) -> int | None:
        """Return the number of the item that is about the same thing as one of another change; None for none."""
        found: dict[Any, int] | None = getattr(self, "_v_numbers", None)
        if found is None:
            pairs = enumerate(map(_about, self.items))
            self._v_numbers = found = {about: number for number, about in pairs}
        return found.get(_about(item))

    def mark(self, numbers: tuple[int, ...], by: str) -> None:
        """Note that items were undone by the change of an id."""
        self._tid = self.tid
        self.undone = {**self.undone, **dict.fromkeys(numbers, by)}


def _about(item: Item) -> tuple[type, str, str]:
    return type(item), item.uid, item.child if isinstance(item, Ordered) else ""


def id_of(key: Key) -> str:
    """Return the id of a key."""
    return f"{-key[0]}-{key[1]}"
