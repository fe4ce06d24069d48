"""Spans: between which numbers all entries below a container lie, since what was made together lies together.

A span never becomes narrower until the catalog is made anew: what is in it is looked at, not taken for found.
"""

from __future__ import annotations

import sqlite3
from typing import Final

_WIDEN: Final = (
    "UPDATE place SET first = min(ifnull(first, :first), :first), last = max(ifnull(last, :last), :last)"
    " WHERE id = :id"
)


class Spans:
    """The spans of a catalog that is written. What is noted is in the file after `flush`."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._new: dict[int, tuple[int, int]] = {}

    def note(self, place: int, first: int, last: int) -> None:
        """Note that entries of these numbers are in a container, or below it."""
        known = self._new.get(place)
        self._new[place] = (min(known[0], first), max(known[1], last)) if known else (first, last)

    def flush(self) -> None:
        """Write what was noted, of each container and of all above it."""
        for place, span in [*self._new.items()]:
            for above in self._above(place):
                self.note(above, *span)
        spans = [
            {"id": each, "first": span[0], "last": span[1]} for each, span in self._new.items()
        ]
        self._db.executemany(_WIDEN, spans)
        self._new.clear()

    def _above(self, place: int) -> list[int]:
        row = self._db.execute("SELECT path FROM place WHERE id = ?", (place,)).fetchone()
        return [] if row is None else [int(each, 16) for each in row[0].split("/")[:-1]]
