"""Asking the catalog: hits, how many there are, and of which kinds."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from .facet import facet
from .looked import BROAD, SAMPLE, Looked, look
from .order import Ordering
from .query import DEEPEST, MOST, Query
from .sight import Sight
from .source import Source
from .terms import compounds, is_compounding
from .words import Asked, Item, any_of, expression, matching, read

FEW: Final = 10
"""With fewer hits than this a word is looked for inside longer ones, too."""
MOST_COMPOUNDS: Final = 40
"""So many compounds of a word are looked for, the shortest."""
SOME: Final = 12
"""The same where no page is in a language that writes compounds."""


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
    source = Source(db, query, sight, copies, now)
    if not source.stands or (query.words.strip() and not asked):
        return Found((), 0, {}, asked)
    asked = _aimed(source, asked)
    offset, limit = (max(0, each) for each in (query.offset, query.limit))
    return _found(
        source, asked, replace(query, offset=min(offset, DEEPEST), limit=min(limit, MOST))
    )


def _aimed(source: Source, asked: Asked) -> Asked:
    """Say what is to match; return what is looked for."""
    items = asked.items
    if items and items[-1].is_begun:
        _begin(source, items[-1], is_alone=len(items) == 1)
        items = items[:-1] or items
    source.titles = source.match = matching(map(expression, items))
    if items and source.table == "words":
        source.match = matching(map(expression, items), asked.without)
    elif asked.without:
        source.conditions.add(
            "e.id NOT IN (SELECT rowid FROM words WHERE words MATCH :without)",
            without=any_of(asked.without),
        )
    return replace(asked, items=items)


def _begin(source: Source, item: Item, *, is_alone: bool) -> None:
    """Look for a word of few letters in titles: it may go on as one of thousands."""
    if is_alone:
        source.table = "titles"
    else:
        source.conditions.add(
            "e.id IN (SELECT rowid FROM titles WHERE titles MATCH :begun)", begun=expression(item)
        )


def _found(source: Source, asked: Asked, query: Query) -> Found:
    ordering = Ordering(source, query, asked)
    looked = _looked(source, ordering, query)
    inside: tuple[str, ...] = ()
    if asked.items:
        # in other languages what has a word inside is met less often, and rather by chance
        most = MOST_COMPOUNDS if is_compounding(source.db) else SOME
        if looked.total < FEW or most > SOME:
            inside = _widen(source, asked, most)
        if inside:
            ordering = Ordering(source, query, asked, looked)
            looked = _looked(source, ordering, query)
    ids = tuple(ordering.ids(looked)) if looked.total > query.offset else ()
    facets = {name: tuple(facet(source, looked, name)) for name in query.facets}
    return Found(ids, looked.total, facets, asked, inside, looked.is_exact)


def _looked(source: Source, ordering: Ordering, query: Query) -> Looked:
    return look(source, ordering.by, sample=BROAD if query.facets else SAMPLE, exact=query.exact)


def _widen(source: Source, asked: Asked, most: int) -> tuple[str, ...]:
    """Look for words inside of others, too; return those that are there."""
    others = {
        item: compounds(source.db, item.words[0], most) if item.is_word else []
        for item in asked.items
    }
    if any(others.values()):
        wanted = [expression(item, more) for item, more in others.items()]
        source.match, source.titles = matching(wanted, asked.without), matching(wanted)
    return tuple(item.words[0] for item, more in others.items() if more)
