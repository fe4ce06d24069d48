"""The order of a container's children: a BTree from a key to the row that a listing shows.

Manual order has fractions as keys: there is always one more between two, so that a child moves
without renumbering its siblings. Sorted order (`sort.py`) has the value of a field and the name. A
listing is addressed by key, never by offset: a BTree has no rank, and a key is as quick in the
middle of 100,000 children as at the start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import count
from random import getrandbits
from typing import Any, Final

from BTrees.OOBTree import OOBTree
from persistent import Persistent

JITTER_BITS: Final = 12
JITTER: Final = 1 << JITTER_BITS
"""Appended keys are up to so far apart: two who append at once seldom take the same."""

_BASE: Final = 1 << 32
_LINE_BITS: Final = 62

Fraction = tuple[int, ...]
"""A whole number and digits to the base 2^32, the last of them not 0."""

Raw = tuple[Any, ...]
"""A row as it is stored; `Row._make` gives it names."""


class Rows(OOBTree):  # type: ignore[type-arg]
    """The BTree of a container's rows, in smaller pieces than usual.

    Rows are long: a reorder writes two leaves, and the node above when one is split. Leaves are plain
    buckets, in which a storage server without this package resolves conflicts as well.
    """

    max_leaf_size = 20
    max_internal_size = 64


class Order(Persistent):
    """What both orders share: rows by key, and the key of each name."""

    descending = False
    _rows: Rows
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

    def raws(self) -> Iterable[Raw]:
        """Return all rows, in whatever order: the quick way to look at each of them."""
        found: Iterable[Raw] = self._rows.values()
        return found

    def row(self, name: str) -> Raw:
        """Return the row of a child; KeyError where there is none."""
        row: Raw = self._rows[self._keys[name]]
        return row

    def key(self, name: str) -> Any:
        """Return the key of a child; KeyError where there is none."""
        return self._keys[name]

    def __contains__(self, name: str) -> bool:
        return name in self._keys

    def remove(self, name: str) -> None:
        """Forget a child; KeyError where there is none."""
        del self._rows[self._keys.pop(name)]

    def has_keys_of(self, other: Any) -> bool:
        """Tell whether a key of another order is the same place in this one."""
        return other is self

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
        self._rows = Rows()
        self._keys = OOBTree()
        self._line = getrandbits(_LINE_BITS)

    def again(self) -> ManualOrder:
        """Return an order with the same keys; this one stays as it is, for an undo of what came before."""
        made = ManualOrder()
        made._rows, made._keys, made._line = Rows(self._rows), OOBTree(self._keys), self._line
        return made

    def has_keys_of(self, other: Any) -> bool:
        return isinstance(other, ManualOrder) and other._line == self._line

    def add(self, name: str, row: Raw, sort: Any = None) -> None:
        """Append a child."""
        self._place(name, self._end(), row)

    def refresh(self, name: str, row: Raw, sort: Any = None) -> None:
        """Replace the row of a child; KeyError where there is none."""
        self._place(name, self._keys[name], row)

    def place_before(self, name: str, sibling: str | None) -> None:
        """Move a child to just before a sibling, or to the end; KeyError for an unknown one."""
        self._place(name, self._end() if sibling is None else self._before(sibling), self.row(name))

    def place_at(self, name: str, key: Fraction) -> None:
        """Move a child to a key that it had before, or just before what has that key now."""
        held = self._rows.get(key)
        if held is None:
            self._place(name, key, self.row(name))
        elif held[1] != name:
            self.place_before(name, held[1])

    def is_free(self, key: Fraction) -> bool:
        """Tell whether no child stands at a key."""
        return key not in self._rows

    def token(self, key: Fraction) -> str:
        """Return the key as it stands in an address."""
        return ".".join(map(str, key))

    def parse(self, token: str) -> Fraction:
        """Return the key that a token stands for; ValueError where it is none."""
        return tuple(map(int, token.split(".")))

    def _end(self) -> Fraction:
        last = self._rows.maxKey()[0] if self._rows else 0
        return (last + 1 + getrandbits(JITTER_BITS),)

    def _before(self, sibling: str) -> Fraction:
        high = self._keys[sibling]
        try:
            return between(self._below(high), high)
        except ValueError:
            return (high[0] - 1 - JITTER // 2,)

    def _below(self, key: Fraction) -> Fraction:
        # what follows the same digits with one less is smaller still
        found: Fraction = self._rows.maxKey((*key[:-1], key[-1] - 1, _BASE))
        return found


def between(low: Fraction, high: Fraction) -> Fraction:
    """Return a fraction between two, with as few digits as that takes."""
    for digits in count(1):
        below, above = _scaled(low, digits), _scaled(high, digits)
        if above - below > 1:
            break
    number, found = (below + above) // 2, []
    for _ in range(digits - 1):
        number, digit = divmod(number, _BASE)
        found.append(digit)
    # halfway of two that are more than 1 apart: the last digit may still be 0
    while found and found[0] == 0:
        found.pop(0)
    return (number, *reversed(found))


def _scaled(key: Fraction, digits: int) -> int:
    """Return the fraction cut off after so many digits, as a number of the smallest of them."""
    number = 0
    for place in range(digits):
        number = number * _BASE + (key[place] if place < len(key) else 0)
    return number
