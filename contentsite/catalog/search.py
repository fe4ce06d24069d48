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
BROAD: Final = 1_000
"""Of so many texts with the words are the best sought, and the numbers estimated where there are more."""
SURE: Final = 50
"""With fewer hits among those all are looked at."""
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
    is_exact: bool = True
    """Whether the numbers are counted, and not estimated."""


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
        self._floor: int | None = None
        self._scale = 1.0

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
        self._narrow()
        total = self._total()
        if self._asked.items and (total < FEW or self._is_compounding()) and self._widen():
            self._narrow()
            total = self._total()
        ids = tuple(self._ids(total)) if total > self._query.offset else ()
        facets = {name: tuple(self._facet(name)) for name in self._query.facets}
        return Found(ids, total, facets, self._asked, self._inside, self._floor is None)

    def _narrow(self) -> None:
        """Look at the newest BROAD only of what a frequent word matches, so that no question takes long."""
        self._floor, self._scale = None, 1.0
        if not self._match or self._query.exact:
            return
        number = self._matched("count(*)", "")
        if number > BROAD:
            self._floor = self._matched("rowid", f"ORDER BY rowid DESC LIMIT 1 OFFSET {BROAD - 1}")
            self._scale = number / BROAD

    def _matched(self, what: str, more: str) -> int:
        found = self._db.execute(
            f"SELECT {what} FROM words WHERE words MATCH ? {more}", (self._match,)
        )
        return int(found.fetchone()[0])

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

    def _rows(self, what: str, more: str, match: str | None = None) -> sqlite3.Cursor:
        """Ask for what is found; of `match` where that is given, which is not narrowed."""
        source, conditions = self._source(narrowed=match is None)
        parameters = {
            **self._conditions.parameters,
            "match": match or self._match,
            "exact": self._exact,
            "floor": self._floor,
        }
        return self._db.execute(
            f"SELECT {what} FROM {source} WHERE {conditions} {more}", parameters
        )

    def _source(self, *, narrowed: bool) -> tuple[str, str]:
        if not self._match:
            return _FROM, str(self._conditions)
        floor = "AND words.rowid >= :floor" if narrowed and self._floor is not None else ""
        return _MATCH, f"words MATCH :match {floor} AND {self._conditions}"

    def _total(self) -> int:
        what = "count(DISTINCT e.id >> 1)" if self._has_copies else "count(*)"
        count = self._rows(what, "").fetchone()[0]
        if self._floor is not None and count < SURE:
            # most of what matches is not meant, or may not be seen: that says nothing of the rest
            self._floor, self._scale = None, 1.0
            count = self._rows(what, "").fetchone()[0]
        return min(self._scaled(count), DEEPEST)

    def _scaled(self, count: int) -> int:
        """Return the number of all, by that of those that were looked at; with two digits that count."""
        found = round(count * self._scale)
        return found if self._floor is None else round(found, 2 - len(str(found)))

    def _ids(self, total: int) -> Iterator[int]:
        """Yield the ids of the batch; of a node and its working copy the one that is found first."""
        first, end = self._query.offset, self._query.offset + self._query.limit
        order = f"ORDER BY {self._order()} LIMIT {end * 2}"
        nodes: dict[int, int] = {}
        if self._floor is None or self._order() != self._rank():
            self._take(nodes, self._rows("e.id", order, self._match))
        else:
            # what has the words in its title may be older than what was looked at
            self._take(nodes, self._rows("e.id", order, self._in_titles()))
            self._take(nodes, self._rows("e.id", order))
            if len(nodes) < min(end, total):
                nodes.clear()
                self._take(nodes, self._rows("e.id", order, self._match))
        return iter([*nodes.values()][first:end])

    def _take(self, nodes: dict[int, int], rows: sqlite3.Cursor) -> None:
        for (each,) in rows:
            nodes.setdefault(each >> 1, each)

    def _in_titles(self) -> str:
        return matching(map(expression, self._asked.items), self._asked.without, "title")

    def _order(self) -> str:
        sort = self._query.sort
        if sort in ORDERS:
            return ORDERS[sort]
        if sort not in SORTS:
            return self._by_field(sort)
        if not self._match:
            return ORDERS["newest"]
        if not self._inside:
            return self._rank()
        return f"e.id NOT IN (SELECT rowid FROM words WHERE words MATCH :exact), {self._rank()}"

    def _rank(self) -> str:
        return f"bm25(words, {WEIGHTS}) * e.weight, e.id DESC"

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
        return ((row[0], self._scaled(row[1])) for row in rows)

    def _fact_rows(self, name: str, count: str, more: str) -> sqlite3.Cursor:
        source, conditions = self._source(narrowed=True)
        parameters = {
            **self._conditions.parameters,
            "match": self._match,
            "floor": self._floor,
            "facet": name,
        }
        inner = f"SELECT e.id FROM {source} WHERE {conditions}"
        return self._db.execute(
            f"SELECT e.value, {count} FROM fact e WHERE e.field = :facet AND e.id IN ({inner}) {more}",
            parameters,
        )
