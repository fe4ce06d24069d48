"""What is looked at of all that matches a question: where there is much, the newest."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from .query import DEEPEST
from .source import Source

BROAD: Final = 500
"""So many texts with the words are all looked at; of more the numbers are estimated."""
SAMPLE: Final = 200
"""So many of the newest say how many of all are meant and may be seen, where nothing else is counted."""
SURE: Final = 0.1
"""Where a lower share of those is, all are looked at."""


@dataclass(frozen=True, slots=True)
class Looked:
    """The ids of the entries that were met and may be seen, and how many there are in all."""

    total: int = 0
    ids: Sequence[int] | None = None
    """None where they were only counted; the newest first, unless they are in order."""
    scale: float = 1.0
    """How many times as much matches as was looked at."""
    is_in_order: bool = False
    """Whether the ids are all that there are, in the order that was asked for."""

    @property
    def is_exact(self) -> bool:
        """Tell whether the numbers are counted, and not estimated."""
        return self.scale == 1.0

    @property
    def json(self) -> str:
        """Return the ids as SQLite reads them."""
        return json.dumps(self.ids)

    def counted(self, number: int) -> Looked:
        """Return the same with the number of all, by that of those that were met."""
        return replace(self, total=min(self.scaled(number), DEEPEST))

    def scaled(self, number: int) -> int:
        """Return about how many there are in all where so many were met; with two digits that count."""
        found = round(number * self.scale)
        return found if self.is_exact else round(found, 2 - len(str(found)))


def look(source: Source, by: str, *, sample: int, exact: bool) -> Looked:
    """Look at all, in the order `by`; of what a frequent word matches at the newest only, so that none takes long."""
    if not source.match:
        return _counted(source)
    source.bound()
    number = source.count(DEEPEST + 1)
    if number <= BROAD:
        return _all(source, f"ORDER BY {by}", is_in_order=True)
    if exact:
        return _counted(source)
    newest = source.newest(sample)
    ids = [each for each, is_seen in newest if is_seen]
    share = len(ids) / len(newest)
    if share < SURE:
        # most of what matches is not meant, or may not be seen: that says nothing of the rest
        return _all(source, f"ORDER BY {source.table}.rowid DESC", is_in_order=False)
    if number > DEEPEST and share < 1:
        # more than these need not be told apart
        number = source.count(int(DEEPEST / share) + 1)
    return Looked(ids=ids, scale=number / len(newest)).counted(_number(source, ids))


def _counted(source: Source) -> Looked:
    number = source.rows(counting(source)).fetchone()[0]
    return Looked(min(number, DEEPEST))


def counting(source: Source) -> str:
    """Return what counts nodes: one and its working copy are one."""
    return "count(DISTINCT e.id >> 1)" if source.has_copies else "count(*)"


def _all(source: Source, order: str, *, is_in_order: bool) -> Looked:
    ids = [row[0] for row in source.rows("e.id", order)]
    return Looked(ids=ids, is_in_order=is_in_order).counted(_number(source, ids))


def _number(source: Source, ids: Sequence[int]) -> int:
    return len({each >> 1 for each in ids}) if source.has_copies else len(ids)
