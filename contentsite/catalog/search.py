"""Asking the catalog: hits, how many there are, and of which kinds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from .query import DEEPEST, MOST, SORTS, Query
from .sight import Sight
from .sql import ORDERS, Conditions, add_filters, add_place, add_sight
from .terms import compounds
from .words import Asked, Item, expression, matching, read

WEIGHTS: Final = "10.0, 4.0, 4.0, 1.0"
"""How much a word counts in the title, the description, the tags, and the text."""
FEW: Final = 10
"""With fewer hits than this a word is looked for inside longer ones, too."""
COMPOUNDING: Final = frozenset({"de", "nl", "sv", "da", "no", "nb", "nn", "fi", "et", "hu", "is"})
"""Languages that write compounds as one word: there a word is always looked for inside others."""
SHORTEST: Final = 3
FACET: Final = 20
"""So many values are counted in a facet, the most frequent."""
_FROM: Final = "entry e CROSS JOIN place p ON p.id = e.place"
_MATCH: Final = (
    "words CROSS JOIN entry e ON e.id = words.rowid CROSS JOIN place p ON p.id = e.place"
)


@dataclass(frozen=True, slots=True)
class Found:
    """What the catalog answers: ids of entries, how many there are (at most DEEPEST), and facets."""

    ids: tuple[int, ...]
    total: int
    facets: Mapping[str, tuple[tuple[Any, int], ...]]
    asked: Asked
    inside: tuple[str, ...] = ()
    """Words that were looked for inside of others."""


def search(
    db: sqlite3.Connection, query: Query, sight: Sight, copies: Sight | None, now: int
) -> Found:
    """Return what is found of a question, of what may be seen."""
    asked = read(query.words, is_typing=query.is_typing)
    nothing = Found((), 0, {}, asked)
    if query.words.strip() and not asked:
        return nothing
    search = _Search(db, query, asked, now)
    if not search.stands(sight, copies):
        return nothing
    return search.found()


class _Search:
    """One question, on its way to an answer."""

    def __init__(self, db: sqlite3.Connection, query: Query, asked: Asked, now: int) -> None:
        self._db, self._asked = db, asked
        self._query = replace(
            query, limit=max(0, min(query.limit, MOST)), offset=max(0, min(query.offset, DEEPEST))
        )
        self._conditions = Conditions(now)
        self._exact = self._match = matching(map(expression, asked.items), asked.without)
        self._inside: tuple[str, ...] = ()
        self._has_copies = False

    def stands(self, sight: Sight, copies: Sight | None) -> bool:
        """Make the conditions, and tell whether anything can be found by them."""
        query, conditions = self._query, self._conditions
        self._has_copies = copies is not None
        add_sight(conditions, sight, copies)
        add_filters(conditions, query)
        if query.within and not self._add_place(query):
            return False
        if self._asked.without and not self._asked.items:
            refused = " OR ".join(map(expression, self._asked.without))
            conditions.add(
                "e.id NOT IN (SELECT rowid FROM words WHERE words MATCH :without)", without=refused
            )
        return True

    def found(self) -> Found:
        """Answer."""
        total = self._total()
        if self._asked.items and (total < FEW or self._is_compounding()) and self._widen():
            total = self._total()
        ids = tuple(self._ids()) if total > self._query.offset else ()
        facets = {name: tuple(self._facet(name)) for name in self._query.facets}
        return Found(ids, total, facets, self._asked, self._inside)

    def _add_place(self, query: Query) -> bool:
        row = self._db.execute(
            "SELECT e.id, p.path, p.depth FROM entry e LEFT JOIN place p ON p.id = e.id"
            " WHERE e.uid = ? AND e.id % 2 = 0",
            (query.within,),
        ).fetchone()
        if row is None:
            return False
        # what is no container has nothing below: no path is like this one
        add_place(self._conditions, row[0], row[1] or "-/", row[2] or 0, query)
        return True

    def _widen(self) -> bool:
        """Look for words inside of others, too; tell whether there are any."""
        others = {item: tuple(self._others(item)) for item in self._asked.items}
        if not any(others.values()):
            return False
        self._match = matching(
            (expression(item, more) for item, more in others.items()), self._asked.without
        )
        self._inside = tuple(item.words[0] for item, more in others.items() if more)
        return True

    def _others(self, item: Item) -> Iterable[str]:
        if not item.is_word or len(item.words[0]) < SHORTEST:
            return ()
        return compounds(self._db, item.words[0])

    def _is_compounding(self) -> bool:
        rows = self._db.execute("SELECT DISTINCT language FROM entry WHERE language != ''")
        return any(row[0].partition("-")[0].lower() in COMPOUNDING for row in rows)

    def _rows(self, what: str, more: str) -> sqlite3.Cursor:
        match = f"words MATCH :match AND {self._conditions}" if self._match else self._conditions
        source = _MATCH if self._match else _FROM
        parameters = {**self._conditions.parameters, "match": self._match, "exact": self._exact}
        return self._db.execute(
            f"SELECT {what} FROM {source} WHERE {match} {more}",
            parameters,
        )

    def _total(self) -> int:
        count = "count(DISTINCT e.id >> 1)" if self._has_copies else "count(*)"
        return min(int(self._rows(count, "").fetchone()[0]), DEEPEST)

    def _ids(self) -> Iterator[int]:
        """Yield the ids of the batch; of a node and its working copy the one that is found first."""
        wanted = self._query.offset + self._query.limit
        rows = self._rows("e.id", f"ORDER BY {self._order()} LIMIT {wanted * 2}")
        nodes: dict[int, int] = {}
        for (each,) in rows:
            nodes.setdefault(each >> 1, each)
        return iter([*nodes.values()][self._query.offset : wanted])

    def _order(self) -> str:
        sort = self._query.sort
        if sort in ORDERS:
            return ORDERS[sort]
        if sort not in SORTS:
            return self._by_field(sort)
        if not self._match:
            return ORDERS["newest"]
        rank = f"bm25(words, {WEIGHTS}) * e.weight, e.id DESC"
        if not self._inside:
            return rank
        return f"e.id NOT IN (SELECT rowid FROM words WHERE words MATCH :exact), {rank}"

    def _by_field(self, sort: str) -> str:
        """Return the order by an indexed field: what has none comes last."""
        name, way = (sort[1:], "DESC") if sort.startswith("-") else (sort, "ASC")
        self._conditions.parameters["sort_field"] = name
        value = "(SELECT min(f.value) FROM fact f WHERE f.id = e.id AND f.field = :sort_field)"
        return f"{value} {way} NULLS LAST, e.id DESC"

    def _facet(self, name: str) -> Iterator[tuple[Any, int]]:
        count, more = "count(DISTINCT e.id >> 1)", f"GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {FACET}"
        if name == "type":
            rows = self._rows(f"e.type, {count}", more)
        elif name == "state":
            rows = self._rows(f"(SELECT state FROM kind WHERE id = e.kind), {count}", more)
        else:
            rows = self._fact_rows(name, count, more)
        return ((row[0], row[1]) for row in rows)

    def _fact_rows(self, name: str, count: str, more: str) -> sqlite3.Cursor:
        ids = "SELECT e.id FROM {source} WHERE {match}"
        match = f"words MATCH :match AND {self._conditions}" if self._match else self._conditions
        inner = ids.format(source=_MATCH if self._match else _FROM, match=match)
        parameters = {**self._conditions.parameters, "match": self._match, "facet": name}
        return self._db.execute(
            f"SELECT e.value, {count} FROM fact e WHERE e.field = :facet AND e.id IN ({inner}) {more}",
            parameters,
        )
