"""The batch of an answer: of what was looked at the best, or the first in some order."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Final

from .looked import BROAD, Looked
from .query import SORTS, Query
from .source import Source
from .sql import ORDERS
from .words import Asked, expression, matching

WEIGHTS: Final = "10.0, 4.0, 4.0, 1.0"
"""How much a word counts in the title, the description, the tags, and the text."""
RANKED: Final = 300
"""So many are compared by how well they match, the newest; before them those with the words in their titles."""
_RANK: Final = f"bm25(words, {WEIGHTS}) * e.weight, e.id DESC"
_SHORTEST: Final = "ORDER BY length(e.sort_title), e.id DESC LIMIT {}"
_INDEXES: Final = {
    "newest": "entry_dated",
    "oldest": "entry_dated",
    "modified": "entry_modified",
    "-modified": "entry_modified",
}
"""Orders that can be walked."""
Ids = Iterable[tuple[int]]


class Ordering:
    """Takes the batch out of what is found. `inside` says that words were looked for inside of others."""

    def __init__(
        self, source: Source, query: Query, asked: Asked, looked: Looked, *, inside: bool
    ) -> None:
        self._source, self._query, self._looked = source, query, looked
        self._titles = matching(map(expression, asked.items), asked.without, "title")
        self._exact = matching(map(expression, asked.items), asked.without)
        self._inside = inside
        self._end = query.offset + query.limit
        self._is_by_rank = bool(source.match) and query.sort in {*SORTS} - ORDERS.keys()
        # a node and its working copy are one
        self._batch = f"ORDER BY {self._order()} LIMIT {self._end * 2}"

    def ids(self) -> list[int]:
        """Return the ids of the batch; of a node and its working copy the one that is found first."""
        nodes = _nodes(self._found())
        if len(nodes) < min(self._end, self._looked.total):
            nodes = _nodes(self._source.rows("e.id", self._batch, exact=self._exact))
        return nodes[self._query.offset : self._end]

    def _found(self) -> Ids:
        """Return what is found quickly, which may be too little."""
        if self._is_by_rank:
            return self._best()
        if self._looked.is_whole:
            return self._known()
        index = self._index()
        return self._source.by_index(index, self._batch) if index else ()

    def _best(self) -> Iterator[tuple[int]]:
        """Yield the best of what was looked at; of many, those with the words in their titles, then of the newest."""
        ids = self._looked.ids
        if not ids or self._end > RANKED:
            return
        if len(ids) > RANKED:
            titled = self._best_titles()
            yield from titled
            if len(_nodes(titled)) >= self._end:
                return
        known = ids[:RANKED]
        yield from self._source.asked(
            "SELECT e.id FROM words CROSS JOIN entry e ON e.id = words.rowid"
            " WHERE words MATCH :match AND words.rowid >= :floor AND words.rowid <= :top"
            f" AND +words.rowid IN (SELECT value FROM json_each(:known)) {self._batch}",
            floor=known[-1], top=known[0], known=json.dumps(known), exact=self._exact,
        )  # fmt: skip

    def _best_titles(self) -> list[tuple[int]]:
        """Return the best of the newest with the words in their titles, which may be older than what was looked at."""
        last = f"ORDER BY rowid DESC LIMIT 1 OFFSET {RANKED}"
        floor = self._source.matching("rowid", last, self._titles).fetchone()
        more = f"AND words.rowid > {floor[0]}" if floor else ""
        # of words that are being typed the shortest title is the nearest; how seldom they are says nothing
        batch = _SHORTEST.format(self._end * 2) if self._query.is_typing else self._batch
        return self._source.rows(
            "e.id", f"{more} {batch}", self._titles, exact=self._exact
        ).fetchall()

    def _known(self) -> sqlite3.Cursor:
        return self._source.asked(
            f"SELECT e.id FROM json_each(:known) k CROSS JOIN entry e ON e.id = k.value {self._batch}",
            known=self._looked.json,
        )

    def _index(self) -> str | None:
        """Return the index of the order, where walking it until enough is found is quicker than sorting all."""
        index, ids = _INDEXES.get(self._query.sort), self._looked.ids
        if index is None or not ids:
            return None
        # there are twice as many numbers as objects, and more objects than entries
        every = self._source.asked("SELECT max(id) >> 1 FROM entry").fetchone()[0]
        walked = self._end * 2 * every / self._looked.scale / len(ids)
        return index if walked < self._looked.scale * BROAD else None

    def _order(self) -> str:
        sort = self._query.sort
        if sort in ORDERS:
            return ORDERS[sort]
        if sort not in SORTS:
            return self._by_field(sort)
        if not self._source.match:
            return ORDERS["newest"]
        if not self._inside:
            return _RANK
        return f"e.id NOT IN (SELECT rowid FROM words WHERE words MATCH :exact), {_RANK}"

    def _by_field(self, sort: str) -> str:
        """Return the order by an indexed field: what has none comes last."""
        name, way = (sort[1:], "DESC") if sort.startswith("-") else (sort, "ASC")
        self._source.conditions.parameters["sort_field"] = name
        value = "(SELECT min(f.value) FROM fact f WHERE f.id = e.id AND f.field = :sort_field)"
        return f"{value} {way} NULLS LAST, e.id DESC"


def _nodes(rows: Ids) -> list[int]:
    """Return the ids, those of a node and its working copy as one."""
    nodes: dict[int, int] = {}
    for (each,) in rows:
        nodes.setdefault(each >> 1, each)
    return [*nodes.values()]
