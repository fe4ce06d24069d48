"""The children of one bunch, in the order of a listing, from a place in it on."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from .bunch import COPIES
from .children import ChildSort
from .parts import Own, Part, Seeing
from .titles import Titled

COLUMNS: Final = "id, sort_title, modified, worked, own, publish_at, expire_at"
Step = tuple[str | int, int, bool]
"""The value by which a child is sorted, its id, and whether it is meant."""
Start = tuple[str | int, int]


class Streams:
    """Reads the children of bunches, for one question."""

    def __init__(
        self,
        db: sqlite3.Connection,
        seeing: Seeing,
        titled: Titled,
        sort: ChildSort,
        *,
        changed_only: bool,
    ) -> None:
        self._db, self._seeing, self._titled = db, seeing, titled
        self._sort, self._changed_only = sort, changed_only

    def walked(self, part: Part, start: Start | None, *, reverse: bool) -> Iterator[Step]:
        """Yield the children of a bunch as they stand in the file, from behind a place."""
        column, conditions, parameters = self._column(part), ["bunch = :bunch"], {}
        if start is not None:
            conditions.append(f"({column}, id) {'<' if reverse else '>'} (:value, :id)")
            parameters = {"value": start[0], "id": start[1]}
        if not part.bunch.flags & COPIES:
            for number, word in enumerate(self._titled.words):
                conditions.append(f"instr(sort_title, :word{number})")
                parameters[f"word{number}"] = word
        way = "DESC" if reverse else "ASC"
        rows = self._db.execute(
            f"SELECT {COLUMNS} FROM entry WHERE {' AND '.join(conditions)}"
            f" ORDER BY {column} {way}, id {way}",
            {"bunch": part.bunch.id, **parameters},
        )
        return self._steps(part, rows)

    def looked_up(self, parts: Iterable[Part]) -> Mapping[int, list[Step]]:
        """Return the children that are meant by the words of their titles, by bunch, in order."""
        known = {part.bunch.id: part for part in parts}
        rows: dict[int, list[Any]] = defaultdict(list)
        for bunch, *row in self._titled.rows(f"bunch, {COLUMNS}"):
            if bunch in known:
                rows[bunch].append(row)
        return {
            bunch: sorted(step for step in self._steps(known[bunch], found) if step[2])
            for bunch, found in rows.items()
        }

    def _steps(self, part: Part, rows: Iterable[Any]) -> Iterator[Step]:
        is_meant = self._check(part)
        column = self._column(part)
        for entry, title, modified, worked, *own in rows:
            value = (
                title if column == "sort_title" else modified if column == "modified" else worked
            )
            yield value, entry, is_meant is None or is_meant(entry, title, Own._make(own))

    def _column(self, part: Part) -> str:
        """Return what a bunch is sorted by: those who edit see when the working copy was changed."""
        if self._sort != "modified":
            return "sort_title"
        return "worked" if part.is_whole and part.changed else "modified"

    def _check(self, part: Part) -> Callable[[int, str, Own], bool] | None:
        """Return what tells whether a child is meant; None where all of the bunch are."""
        if part.is_whole and not self._titled.words:
            return None
        bunch, seeing, titled = part.bunch, self._seeing, self._titled
        may = seeing.edits if self._changed_only else seeing.sees

        def is_meant(entry: int, title: str, own: Own) -> bool:
            if not (part.is_whole or may(bunch, own)):
                return False
            if titled.has(title):
                return True
            return bool(part.changed) and seeing.edits(bunch, own) and titled.in_copy(entry)

        return is_meant
