"""The order of a container's children: a BTree from a key to the row that a listing shows.

Manual order has numbers with gaps as keys, so that a child moves without renumbering its siblings.
Sorted order has the value of a field and the name. A listing is addressed by key, never by offset:
a BTree has no rank, and a key is as quick in the middle of 100,000 children as at the start.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from random import randrange
from typing import Any, Final

from BTrees.LOBTree import LOBTree
from BTrees.OLBTree import OLBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent

GAP: Final = 1 << 20

Raw = tuple[Any, ...]
"""A row as it is stored; `Row._make` gives it names."""


class Order(Persistent):
    """What both orders share: rows by key, and the key of each name."""

    descending = False
    _rows: Any
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
        raw: Raw = self._rows[self._keys[name]]
        return raw

    def key(self, name: str) -> Any:
        """Return the key of a child; KeyError where there is none."""
        return self._keys[name]

    def __contains__(self, name: str) -> bool:
        return name in self._keys

    def remove(self, name: str) -> None:
        """Forget a child; KeyError where there is none."""
        del self._rows[self._keys.pop(name)]

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
        self._rows = LOBTree()
        self._keys = OLBTree()

    def add(self, name: str, row: Raw, sort: Any = None) -> None:
        """Append a child. The jitter keeps writers who append at once out of each other's way."""
        last = self._rows.maxKey() if self._rows else 0
        self._put(name, last + GAP + randrange(GAP // 2), row)  # noqa: S311

    def refresh(self, name: str, row: Raw, sort: Any = None) -> None:
        """Replace the row of a child."""
        key = self._keys[name]
        if self._rows[key] != row:
            self._rows[key] = row

    def place_before(self, name: str, sibling: str | None) -> None:
        """Move a child to just before a sibling, or to the end."""
        row = self.row(name)
        self.remove(name)
        if sibling is None:
            self.add(name, row)
        else:
            self._put(name, self._key_before(sibling), row)

    def token(self, key: int) -> str:
        """Return the key as it stands in an address."""
        return str(key)

    def parse(self, token: str) -> int:
        """Return the key that a token stands for; ValueError where it is none."""
        key = int(token)
        if not -(1 << 63) <= key < 1 << 63:
            raise ValueError(token)
        return key

    def _put(self, name: str, key: int, row: Raw) -> None:
        self._rows[key] = row
        self._keys[name] = key

    def _key_before(self, sibling: str) -> int:
        high = self._keys[sibling]
        low = self._low(high)
        if high - low < 2:
            self._spread(high)
            high = self._keys[sibling]
            low = self._low(high)
        return int(low + (high - low) // 2)

    def _below(self, key: int) -> int:
        return self._rows.maxKey(key - 1)

    def _low(self, high: int) -> int:
        try:
            return self._below(high)
        except ValueError:
            return high - 2 * GAP

    def _spread(self, around: int) -> None:
        """Give the children near a full spot new keys: the smallest window that leaves gaps of 16 wide."""
        count = 32
        while True:
            window = self._window(around, count)
            low, high = self._low(window[0][0]), window[-1][0]
            step = (high - low) // (len(window) + 1)
            if step >= 16 or len(window) < count:
                break
            count *= 2
        if step < 16:
            step = GAP
        for key, _row in window:
            del self._rows[key]
        for position, (_key, row) in enumerate(window, start=1):
            self._put(row[1], low + position * step, row)

    def _window(self, around: int, count: int) -> list[tuple[int, Raw]]:
        """Return up to `count` neighbours that end at the key `around`, lowest first."""
        window = [(around, self._rows[around])]
        for pair in self._backward(around):
            if len(window) == count:
                break
            window.append(pair)
        return window[::-1]


class SortedOrder(Order):
    """The order that a field's values give, those without a value last."""

    def __init__(self, field: str, *, descending: bool = False) -> None:
        self.field = field
        self.descending = descending
        self._rows = OOBTree()
        self._keys = OOBTree()

    def add(self, name: str, row: Raw, sort: Any = None) -> None:
        """Put a child where the value `sort` of the field belongs."""
        key = self._sort_key(name, sort)
        self._rows[key] = row
        self._keys[name] = key

    def refresh(self, name: str, row: Raw, sort: Any = None) -> None:
        """Replace the row of a child, moving it where its value changed."""
        key = self._sort_key(name, sort)
        if self._keys[name] != key:
            self.remove(name)
            self.add(name, row, sort)
        elif self._rows[key] != row:
            self._rows[key] = row

    def _sort_key(self, name: str, sort: Any) -> tuple[Any, ...]:
        return (*sortable(sort, last=not self.descending), name, 0)

    def _below(self, key: tuple[Any, ...]) -> tuple[Any, ...]:
        # a tuple ranks before each longer one that begins with it
        return self._rows.maxKey(key[:-1])

    def token(self, key: tuple[Any, ...]) -> str:
        """Return the key as it stands in an address."""
        return urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")

    def parse(self, token: str) -> tuple[Any, ...]:
        """Return the key that a token stands for; ValueError where it is none."""
        key = json.loads(urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        match key:
            case [int(), int(), (int() | float() | str()), str(), 0]:
                return tuple(key)
        raise ValueError(token)


def sortable(value: Any, *, last: bool) -> tuple[int, int, Any]:
    """Return (rank, kind, value) that compares with that of any other value of any field type.

    No value ranks behind all others when `last`, else before them.
    """
    match value:
        case None | "" | ():
            return (1 if last else -1, 0, "")
        case datetime():
            return (0, 1, value.astimezone(UTC).isoformat())
        case date():
            return (0, 1, value.isoformat())
        case bool() | int() | float() | Decimal():
            return (0, 0, float(value))
        case _:
            return (0, 2, str(value).casefold())
