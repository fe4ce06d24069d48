"""The order of a container's children: a BTree from a key to the row that a listing shows.

Manual order has numbers with gaps as keys, so that a child moves without renumbering its siblings.
Sorted order (`sort.py`) has the value of a field and the name. A listing is addressed by key, never
by offset: a BTree has no rank, and a key is as quick in the middle of 100,000 children as at the
start.

The rows are in an OOBTree also where keys are numbers: its buckets hold half as much as those of an
LOBTree, so that a reorder writes half as much (9 kB, with descriptions of 160 characters).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import randrange
from typing import Any, Final

from BTrees.OLBTree import OLBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent

GAP: Final = 1 << 32
"""Between two keys: a child can be put 32 times in a row before the same sibling at no extra cost."""

ROOM: Final = 1 << 8
"""The gaps that crowded children get, with as many of their neighbours as that takes."""

_LARGEST: Final = 1 << 62

Raw = tuple[Any, ...]
"""A row as it is stored; `Row._make` gives it names."""


class Order(Persistent):
    """What both orders share: rows by key, and the key of each name."""

    descending = False
    _rows: OOBTree[Any, Raw]
    _keys: Any
    _below: Callable[[Any], Any]
    """Returns the largest key less than the given one; raises ValueError where there is none."""

    def names(self) -> Iterator[str]:
        """Yield the names of all children in order."""
        return (raw[1] for _key, raw in self.rows())

    def rows(self, after: Any = None) -> Iterator[tuple[Any, Raw]]:
        """Yield key and row in order, from the start or from behind the key `after`."""
        return self._backward(after) if self.descending else self._forward(after)

    def rows_before(self, before: Any) -> Iterator[tuple[Any, Raw]]:
        """Yield key and row in reverse order, from just before the key `before`."""
        return self._forward(before) if self.descending else self._backward(before)

    def row(self, name: str) -> Raw:
        """Return the row of a child; KeyError where there is none."""
        return self._rows[self._keys[name]]

    def key(self, name: str) -> Any:
        """Return the key of a child; KeyError where there is none."""
        return self._keys[name]

    def __contains__(self, name: str) -> bool:
        return name in self._keys

    def remove(self, name: str) -> None:
        """Forget a child; KeyError where there is none."""
        del self._rows[self._keys.pop(name)]

    def has(self, name: str, row: Raw, sort: Any = None) -> bool:
        """Tell whether a child has this row at the place that `sort` gives it."""
        return name in self._keys and self.row(name) == row

    def check(self) -> None:
        """Raise AssertionError where the BTrees are damaged inside."""
        self._rows._check()
        self._keys._check()

    def _place(self, name: str, key: Any, row: Raw) -> None:
        """Put a row at a key; it leaves that which it had."""
        old = self._keys.get(name)
        if old != key:
            if old is not None:
                del self._rows[old]
            self._keys[name] = key
        if old != key or self._rows[key] != row:
            self._rows[key] = row

    def _forward(self, after: Any) -> Iterator[tuple[Any, Raw]]:
        if after is None:
            return iter(self._rows.items())
        return iter(self._rows.items(min=after, excludemin=True))

    def _backward(self, before: Any) -> Iterator[tuple[Any, Raw]]:
        """BTrees iterate forwards only: step back by `maxKey`, O(log n) a step."""
        try:
            key = self._rows.maxKey() if before is None else self._below(before)
            while True:
                yield key, self._rows[key]
                key = self._below(key)
        except ValueError:
            return


class ManualOrder(Order):
    """The order in which people put the children."""

    def __init__(self) -> None:
        self._rows = OOBTree()
        self._keys = OLBTree()

    def add(self, name: str, row: Raw, sort: Any = None) -> None:
        """Append a child. The jitter keeps writers who append at once out of each other's way."""
        self._place(name, self._end(), row)

    def refresh(self, name: str, row: Raw, sort: Any = None) -> None:
        """Replace the row of a child; KeyError where there is none."""
        self._place(name, self._keys[name], row)

    def place_before(self, name: str, sibling: str | None) -> None:
        """Move a child to just before a sibling, or to the end; KeyError for an unknown one."""
        row = self.row(name)
        self._place(name, self._end() if sibling is None else self._key_before(sibling), row)

    def token(self, key: int) -> str:
        """Return the key as it stands in an address."""
        return str(key)

    def parse(self, token: str) -> int:
        """Return the key that a token stands for; ValueError where it is none."""
        key = int(token)
        if not -_LARGEST < key < _LARGEST:
            raise ValueError(token)
        return key

    def _end(self) -> int:
        last = self._rows.maxKey() if self._rows else 0
        return int(last + GAP + randrange(GAP // 2))  # noqa: S311  (no secret)

    def _key_before(self, sibling: str) -> int:
        if self._gap_before(sibling) < 2:
            self._spread(sibling)
        return int(self._keys[sibling] - self._gap_before(sibling) // 2)

    def _gap_before(self, sibling: str) -> int:
        high = self._keys[sibling]
        try:
            return int(high - self._below(high))
        except ValueError:
            return 2 * GAP

    def _below(self, key: int) -> int:
        return int(self._rows.maxKey(key - 1))

    def _spread(self, last: str) -> None:
        """Give the children up to a crowded one new keys: the fewest that leave room for more."""
        window, low, high = self._window(self._keys[last])
        step = (high - low) // len(window)
        for key, _row in window:
            del self._rows[key]
        for position, (_key, row) in enumerate(window, start=1):
            key = low + position * step
            self._rows[key] = row
            self._keys[row[1]] = key

    def _window(self, high: int) -> tuple[list[tuple[int, Raw]], int, int]:
        """Return the neighbours that end at a key, the free key below them, and the key."""
        window = [(high, self._rows[high])]
        for key, row in self._backward(high):
            if len(window) >= 8 and (high - key) // len(window) >= ROOM:
                return window[::-1], key, high
            window.append((key, row))
        return window[::-1], high - GAP * len(window), high
