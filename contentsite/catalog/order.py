"""The batch of an answer: of what was looked at the best, or the first in some order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from .looked import SAMPLE, Looked
from .query import SORTS, Query
from .source import Source
from .sql import ORDERS
from .words import Asked, any_of, expression, matching

WEIGHTS: Final = "10.0, 4.0, 4.0, 1.0"
"""How much a word counts in the title, the description, the tags, and the text."""
TITLED: Final = 300
"""So many of the newest with the words in their titles come first where much matches, short titles before long ones."""
_RANK: Final = f"bm25(words, {WEIGHTS}) * e.weight, e.id DESC"
# to compare by dozens of words would take long
_INSIDE: Final = """
    e.id NOT IN (SELECT rowid FROM words WHERE words MATCH :exact),
    e.id NOT IN (SELECT rowid FROM titles WHERE titles MATCH :titles), e.id DESC"""
_SHORTEST: Final = "length(e.sort_title), e.id DESC"
_INDEXES: Final = {
    "newest": "entry_dated",
    "oldest": "entry_dated",
    "modified": "entry_modified",
    "-modified": "entry_modified",
}
"""Orders that can be walked."""
STEPS: Final = 6
"""So many steps along an index take as long as to look at a hit and to sort it."""
Ids = Iterable[tuple[int]]


class Ordering:
    """Takes the batch out of what is found.

    Where words were looked for inside of others, `exact` is what was found without that.
    """

    def __init__(
        self, source: Source, query: Query, asked: Asked, exact: Looked | None = None
    ) -> None:
        self._source, self._query, self._exact = source, query, exact
        self._refused = any_of(asked.without)
        match = matching(map(expression, asked.items), asked.without)
        source.conditions.parameters |= {"exact": match, "titles": source.titles}
        self._end = query.offset + query.limit
        self._is_by_rank = bool(source.match) and query.sort in {*SORTS} - ORDERS.keys()
        self.by = self._order()
        """The order in SQL."""
        # a node and its working copy are one
        self._most = self._end * (2 if source.has_copies else 1)
        self._batch = f"ORDER BY {self.by} LIMIT {self._most}"

    def ids(self, looked: Looked) -> list[int]:
        """Return the ids of the batch; of a node and its working copy the one that is found first."""
        nodes = _nodes(chain(zip(self._exact_ids()), self._found(looked)))
        if len(nodes) < min(self._end, looked.total):
            nodes = _nodes(self._source.rows("e.id", self._batch))
        return nodes[self._query.offset : self._end]

    def _found(self, looked: Looked) -> Ids:
        """Return what is found quickly, which may be too little."""
        if looked.is_in_order:
            return zip(looked.ids or ())
        if self._is_by_rank:
            return self._best(looked)
        index = self._index(looked)
        return self._source.by_index(index, self._batch) if index else ()

    def _exact_ids(self) -> Sequence[int]:
        """Return the best of what has the words themselves."""
        exact = self._exact
        return exact.ids or () if exact and exact.is_in_order and self._is_by_rank else ()

    def _best(self, looked: Looked) -> Iterator[tuple[int]]:
        """Yield those with the words in their titles, then the best of the newest."""
        if not looked.ids:
            return
        titled = self._best_titles()
        yield from titled
        if len(_nodes(titled)) >= self._end or self._source.table == "titles":
            return
        known = looked.ids[:SAMPLE]
        yield from self._source.asked(
            "SELECT e.id FROM words CROSS JOIN entry e ON e.id = words.rowid"
            " WHERE words MATCH :match AND words.rowid >= :floor AND words.rowid <= :top"
            f" AND +words.rowid IN (SELECT value FROM json_each(:known)) {self._batch}",
            floor=known[-1], top=known[0], known=json.dumps(known),
        )  # fmt: skip

    def _best_titles(self) -> list[tuple[int]]:
        """Return those of the newest with the words in their titles, which may be older than what was looked at."""
        more = f"ORDER BY {_SHORTEST} LIMIT {self._most}"
        if self._refused:
            more = f"AND e.id NOT IN (SELECT rowid FROM words WHERE words MATCH :refused) {more}"
        return self._source.titled(TITLED, more, refused=self._refused).fetchall()

    def _index(self, looked: Looked) -> str | None:
        """Return the index of the order, where walking it until enough is found is quicker than sorting all."""
        index = _INDEXES.get(self._query.sort)
        # what lies together has dates that lie together: the walk would come there late, or at once
        if index is None or not looked.ids or self._source.is_bounded:
            return None
        # there are twice as many numbers as objects, and somewhat more objects than entries
        every = self._source.asked("SELECT max(id) >> 1 FROM entry").fetchone()[0]
        met = looked.scale * len(looked.ids)
        walked = self._most * every / met
        return index if walked < met * STEPS else None

    def _order(self) -> str:
        sort = self._query.sort
        if sort in ORDERS:
            return ORDERS[sort]
        if sort not in SORTS:
            return self._by_field(sort)
        if not self._source.match:
            return ORDERS["newest"]
        if self._source.table == "titles":
            return _SHORTEST
        return _RANK if self._exact is None else _INSIDE

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
