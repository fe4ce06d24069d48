"""A question in SQL: what it matches, what it asks for besides, and who asks."""

from __future__ import annotations

import sqlite3
from typing import Any, Final

from .query import Query
from .sight import Sight
from .sql import Conditions, add_filters, add_place, add_sight

_FROM: Final = "entry e CROSS JOIN place p ON p.id = e.place"
_MATCH: Final = (
    "{0} CROSS JOIN entry e INDEXED BY entry_seen ON e.id = {0}.rowid"
    " CROSS JOIN place p ON p.id = e.place"
)


class Source:
    """Where is looked for an answer. Not to be used where `stands` is False."""

    def __init__(
        self, db: sqlite3.Connection, query: Query, sight: Sight, copies: Sight | None, now: int
    ) -> None:
        self.db = db
        self.match = ""
        """What the texts have, in the grammar of the index; "" where that does not matter."""
        self.table = "words"
        """The index that is asked: this one, or that of "titles" alone."""
        self.titles = ""
        """What titles have, of all that must be there."""
        self.has_copies = copies is not None
        self.stands = True
        """Whether there is what is to be searched below."""
        self.conditions = Conditions(now)
        self.is_bounded = False
        """Whether is looked only between two entries."""
        add_sight(self.conditions, sight, copies)
        add_filters(self.conditions, query)
        if query.within:
            self._add_place(query)

    def rows(self, what: str, more: str = "") -> sqlite3.Cursor:
        """Ask for what is found."""
        return self.asked(f"{self.statement(what)} {more}")

    def statement(self, what: str) -> str:
        """Return the question for something of what is found."""
        source, where = _FROM, str(self.conditions)
        if self.match:
            source = _MATCH.format(self.table)
            where = f"{self._matches()} AND {self.conditions}"
        return f"SELECT {what} FROM {source} WHERE {where}"

    def titled(self, most: int, more: str, **given: Any) -> sqlite3.Cursor:
        """Ask for the ids of what is found among the newest whose titles match."""
        return self.asked(
            f"SELECT e.id FROM (SELECT rowid AS id FROM titles WHERE {self._matches('titles')}"
            f" ORDER BY rowid DESC LIMIT {most}) t CROSS JOIN entry e ON e.id = t.id"
            f" CROSS JOIN place p ON p.id = e.place WHERE {self.conditions} {more}",
            self.titles,
            **given,
        )

    def count(self, most: int) -> int:
        """Return how many texts match, at most so many."""
        inner = f"SELECT 1 FROM {self.table} WHERE {self._matches()} LIMIT {most}"
        return int(self.asked(f"SELECT count(*) FROM ({inner})").fetchone()[0])

    def newest(self, number: int) -> list[tuple[int, int]]:
        """Return the newest ids that match, and whether each is meant and may be seen."""
        return self.asked(
            f"SELECT e.id, {self.conditions} FROM {_MATCH.format(self.table)}"
            f" WHERE {self._matches()} ORDER BY {self.table}.rowid DESC LIMIT {number}"
        ).fetchall()

    def by_index(self, index: str, more: str) -> sqlite3.Cursor:
        """Ask for the ids of what is found, along an index of the entries."""
        return self.asked(
            f"SELECT e.id FROM entry e INDEXED BY {index} CROSS JOIN place p ON p.id = e.place"
            f" WHERE e.id IN (SELECT rowid FROM {self.table} WHERE {self._matches()})"
            f" AND {self.conditions} {more}"
        )

    def asked(self, statement: str, match: str | None = None, **given: Any) -> sqlite3.Cursor:
        """Ask, with all that is known."""
        known = {**self.conditions.parameters, "match": match or self.match}
        return self.db.execute(statement, known | given)

    def bound(self) -> None:
        """Look only between the first and the last entry below, see `span.py`."""
        if self.is_bounded or "at" not in self.conditions.parameters:
            return
        at = self.conditions.parameters["at"]
        row = self.db.execute("SELECT first, last FROM place WHERE id = ?", (at,)).fetchone()
        known = [at & ~1, at | 1, *(each for each in row or () if each is not None)]
        self.conditions.parameters |= {"first": min(known), "last": max(known)}
        self.is_bounded = True

    def _matches(self, table: str = "") -> str:
        name = table or self.table
        within = f" AND {name}.rowid >= :first AND {name}.rowid <= :last" if self.is_bounded else ""
        return f"{name} MATCH :match{within}"

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
