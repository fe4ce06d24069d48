"""A question in SQL: what it matches, what it asks for besides, and who asks."""

from __future__ import annotations

import sqlite3
from typing import Any, Final

from .query import Query
from .sight import Sight
from .sql import Conditions, add_filters, add_place, add_sight

PLACES: Final = 200
"""In so many containers is looked for the first and the last entry."""
_FROM: Final = "entry e CROSS JOIN place p ON p.id = e.place"
_MATCH: Final = (
    "words CROSS JOIN entry e ON e.id = words.rowid CROSS JOIN place p ON p.id = e.place"
)
_BOUNDS: Final = """
    SELECT count(*), min(first), max(last) FROM (
        SELECT (SELECT min(id) FROM entry WHERE place = p.id) AS first,
               (SELECT max(id) FROM entry WHERE place = p.id) AS last
        FROM place p WHERE p.path >= :path AND p.path < :path_end LIMIT :most)"""


class Source:
    """Where is looked for an answer. Not to be used where `stands` is False."""

    def __init__(
        self, db: sqlite3.Connection, query: Query, sight: Sight, copies: Sight | None, now: int
    ) -> None:
        self.db = db
        self.match = ""
        """What the texts have, in the grammar of the index; "" where that does not matter."""
        self.has_copies = copies is not None
        self.stands = True
        """Whether there is what is to be searched below."""
        self.conditions = Conditions(now)
        self._within = ""
        self._is_bounded = not query.within
        add_sight(self.conditions, sight, copies)
        add_filters(self.conditions, query)
        if query.within:
            self._add_place(query)

    def rows(
        self, what: str, more: str = "", match: str | None = None, **given: Any
    ) -> sqlite3.Cursor:
        """Ask for what is found; of another `match` where one is given."""
        return self.asked(f"{self.statement(what)} {more}", match, **given)

    def statement(self, what: str) -> str:
        """Return the question for something of what is found."""
        source, where = _FROM, str(self.conditions)
        if self.match:
            source, where = _MATCH, f"words MATCH :match {self._within} AND {self.conditions}"
        return f"SELECT {what} FROM {source} WHERE {where}"

    def matching(self, what: str, more: str = "", match: str | None = None) -> sqlite3.Cursor:
        """Ask the texts alone, whoever may see them."""
        return self.asked(
            f"SELECT {what} FROM words WHERE words MATCH :match {self._within} {more}", match
        )

    def count(self, most: int) -> int:
        """Return how many texts match, at most so many."""
        inner = f"SELECT 1 FROM words WHERE words MATCH :match {self._within} LIMIT {most}"
        return int(self.asked(f"SELECT count(*) FROM ({inner})").fetchone()[0])

    def newest(self, number: int) -> list[tuple[int, int]]:
        """Return the newest ids that match, and whether each is meant and may be seen."""
        return self.asked(
            f"SELECT e.id, {self.conditions} FROM {_MATCH}"
            f" WHERE words MATCH :match {self._within} ORDER BY words.rowid DESC LIMIT {number}"
        ).fetchall()

    def by_index(self, index: str, more: str) -> sqlite3.Cursor:
        """Ask for the ids of what is found, along an index of the entries."""
        return self.asked(
            f"SELECT e.id FROM entry e INDEXED BY {index} CROSS JOIN place p ON p.id = e.place"
            f" WHERE e.id IN (SELECT rowid FROM words WHERE words MATCH :match {self._within})"
            f" AND {self.conditions} {more}"
        )

    def asked(self, statement: str, match: str | None = None, **given: Any) -> sqlite3.Cursor:
        """Ask, with all that is known."""
        known = {**self.conditions.parameters, "match": match or self.match}
        return self.db.execute(statement, known | given)

    def bound(self) -> bool:
        """Look only between the first and the last entry below: what was made together lies together.

        Tell whether that is new, and known: of many containers it takes too long to find out.
        """
        if self._is_bounded:
            return False
        self._is_bounded = True
        number, first, last = self.asked(_BOUNDS, most=PLACES + 1).fetchone()
        if number > PLACES:
            return False
        at = self.conditions.parameters["at"]
        known = [at & ~1, at | 1, *(each for each in (first, last) if each is not None)]
        self.conditions.parameters |= {"first": min(known), "last": max(known)}
        self._within = "AND words.rowid >= :first AND words.rowid <= :last"
        return True

    def _add_place(self, query: Query) -> None:
        row = self.db.execute(
            "SELECT e.id, p.path, p.depth FROM entry e LEFT JOIN place p ON p.id = e.id"
            " WHERE e.uid = ? AND e.id % 2 = 0",
            (query.within,),
        ).fetchone()
        if row is None:
            self.stands = False
        else:
            # what is no container has nothing below: no path is like this one
            add_place(self.conditions, row[0], row[1] or "-/", row[2] or 0, query)
