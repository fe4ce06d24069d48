"""The order of children that a field or an attribute of theirs gives."""

from __future__ import annotations

import json
import math
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from BTrees.OOBTree import OOBTree

from .order import Order, Raw, Rows

Key = tuple[int, int, Any, str, int]
"""Rank, kind and value to sort by, the name, and a 0 that lets a shorter tuple rank just before."""


class SortedOrder(Order):
    """The order that a field's values give, those without a value last."""

    def __init__(self, field: str, *, descending: bool = False) -> None:
        self.field = field
        self.descending = descending
        self._rows = Rows()
        self._keys = OOBTree()

    def add(self, name: str, row: Raw, sort: Any = None) -> None:
        """Put a child where the value `sort` of the field belongs."""
        self._place(name, self._key_for(name, sort), row)

    def refresh(self, name: str, row: Raw, sort: Any = None) -> None:
        """Replace the row of a child, moving it where its value changed."""
        self._place(name, self._key_for(name, sort), row)

    def has(self, name: str, row: Raw, sort: Any = None) -> bool:
        """Tell whether a child has this row at the place that `sort` gives it."""
        return super().has(name, row) and self._keys[name] == self._key_for(name, sort)

    def _key_for(self, name: str, sort: Any) -> Key:
        return (*sortable(sort, last=not self.descending), name, 0)

    def _below(self, key: Key) -> Key:
        # a tuple ranks before each longer one that begins with it
        found: Key = self._rows.maxKey(key[:-1])
        return found

    def token(self, key: Key) -> str:
        """Return the key as it stands in an address."""
        return urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")

    def parse(self, token: str) -> Key:
        """Return the key that a token stands for; ValueError where it is none.

        What it holds must compare with any key, whoever made the token.
        """
        try:
            key = json.loads(urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        except RecursionError as error:
            raise ValueError(token) from error
        match key:
            case [int(rank), (1 | 2) as kind, str(value), str(name), 0]:
                return (rank, kind, value, name, 0)
            case [int(rank), 0, (int() | float()) as value, str(name), 0] if value == value:
                return (rank, 0, value, name, 0)
        raise ValueError(token)


def sortable(value: Any, *, last: bool) -> tuple[int, int, Any]:
    """Return (rank, kind, value) that compares with that of any other value of any field type.

    No value ranks behind all others when `last`, else before them.
    """
    match value:
        case None | "" | ():
            return (1 if last else -1, 2, "")
        case datetime():
            return (0, 1, value.astimezone(UTC).isoformat())
        case date():
            return (0, 1, value.isoformat())
        case bool() | int() | float() | Decimal():
            return (0, 0, _number(value))
        case _:
            return (0, 2, str(value).casefold())


def _number(value: float | Decimal) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf
