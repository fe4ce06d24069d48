"""What is looked at of all that matches a question: where there is much, the newest."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from .query import DEEPEST
from .source import Source

BROAD: Final = 500
"""Of so many texts with the words are the best sought, and the numbers estimated where there are more."""
SURE: Final = 50
"""With fewer hits among those all are looked at."""


@dataclass(frozen=True, slots=True)
class Looked:
    """The ids of the entries that were met and may be seen, the newest first, and how many there are in all."""

    total: int = 0
    ids: Sequence[int] | None = None
    """None where they were only counted."""
    scale: float = 1.0
    """How many times as much matches as was looked at."""

    @property
    def is_exact(self) -> bool:
        """Tell whether the numbers are counted, and not estimated."""
        return self.scale == 1.0

    @property
    def is_whole(self) -> bool:
        """Tell whether all that there are were met."""
        return self.ids is not None and self.is_exact

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


def look(source: Source, *, exact: bool) -> Looked:
    """Look at the newest BROAD only of what a frequent word matches, so that no question takes long."""
    if not source.match:
        return _counted(source)
    newest = source.newest(BROAD + 1)
    if len(newest) > BROAD and source.bound():
        newest = source.newest(BROAD + 1)
    ids = [each for each, is_seen in newest[:BROAD] if is_seen]
    if len(newest) <= BROAD:
        return _all(source, ids)
    if exact:
        return _counted(source)
    if len(ids) < SURE:
        # most of what matches is not meant, or may not be seen: that says nothing of the rest
        return _all(source, [row[0] for row in source.rows("e.id", "ORDER BY words.rowid DESC")])
    # more than these need not be told apart
    most = DEEPEST * BROAD // _number(source, ids) + 1
    return Looked(ids=ids, scale=source.count(most) / BROAD).counted(_number(source, ids))


def _counted(source: Source) -> Looked:
    number = source.rows(counting(source)).fetchone()[0]
    return Looked(min(number, DEEPEST))


def counting(source: Source) -> str:
    """Return what counts nodes: one and its working copy are one."""
    return "count(DISTINCT e.id >> 1)" if source.has_copies else "count(*)"


def _all(source: Source, ids: Sequence[int]) -> Looked:
    return Looked(ids=ids).counted(_number(source, ids))


def _number(source: Source, ids: Sequence[int]) -> int:
    return len({each >> 1 for each in ids}) if source.has_copies else len(ids)
