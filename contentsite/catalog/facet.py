"""Facets: of what is found, how many have which value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from .looked import Looked, counting
from .source import Source

MOST: Final = 20
"""So many values are counted, the most frequent."""
_COLUMNS: Final = {"type": "e.type", "state": "k.state"}


def facet(source: Source, looked: Looked, name: str) -> Iterator[tuple[Any, int]]:
    """Yield the values of a type, a state or an indexed field, and about how many have them."""
    known = _met(source, looked)
    if name in _COLUMNS:
        value, joined = _COLUMNS[name], "CROSS JOIN kind k ON k.id = e.kind"
    else:
        value, joined = "f.value", "CROSS JOIN fact f ON f.id = e.id AND f.field = :facet"
    rows = source.asked(
        f"SELECT {value}, {counting(source)} FROM ({known}) m CROSS JOIN entry e ON e.id = m.id"
        f" {joined} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {MOST}",
        facet=name,
        known=looked.json,
    )
    return ((row[0], looked.scaled(row[1])) for row in rows)


def _met(source: Source, looked: Looked) -> str:
    """Return what gives the ids of all that are counted."""
    if looked.ids is None:
        return source.statement("e.id")
    return "SELECT value AS id FROM json_each(:known)"
