"""Going through the children of a folder: its bunches, merged in the order that is asked for."""

from __future__ import annotations

import heapq
import sqlite3
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from .children import Children, Key, Numbers, read_key
from .parts import Bunch, Part, Seeing, parts_of
from .query import MOST
from .stream import Start, Step, Streams
from .titles import Titled

SCAN: Final = 5_000
"""So many children are looked at for one batch: where few may be seen batches are shorter, not slower."""
Section = tuple[str, str]
"""A title by which bunches are sorted, and a name."""
Label = Callable[[Bunch], Section]


class Browsed(NamedTuple):
    """The ids of a batch, how many children there are, and the keys beside the batch."""

    ids: tuple[int, ...]
    numbers: Numbers
    previous: str
    next: str


class Browsing:
    """One question about a folder, on its way to an answer. Raises ValueError for a key of another order."""

    def __init__(
        self, db: sqlite3.Connection, place: int, asked: Children, seeing: Seeing, label: Label
    ) -> None:
        self._asked, self._label = asked, label
        self._key = read_key(asked.before or asked.after, int if asked.sort == "modified" else str)
        self._reverse = asked.descending != bool(asked.before)
        self._limit = max(1, min(asked.limit, MOST))
        self._parts = parts_of(db, place, seeing)
        self._meant = [part for part in self._parts if self._is_meant(part)]
        self._titled = Titled(db, place, asked.words)
        self._streams = Streams(
            db, seeing, self._titled, asked.sort, changed_only=asked.changed_only
        )
        is_looked_up = bool(self._titled.words) and not self._titled.is_broad
        self._found = self._streams.looked_up(self._meant) if is_looked_up else None

    def browsed(self) -> Browsed:
        """Answer."""
        batch, rest = self._batch()
        ids = [each.id for each in batch]
        beside = [_token(batch[0] if batch and self._key else self._key), _token(rest)]
        if self._asked.before:
            return Browsed(tuple(ids[::-1]), self.numbers(), beside[1], beside[0])
        return Browsed(tuple(ids), self.numbers(), *beside)

    def numbers(self) -> Numbers:
        """Return how many children there are."""
        types: Counter[str] = Counter()
        states: Counter[str] = Counter()
        for part in self._parts:
            types[part.bunch.type] += part.seen
            states[part.bunch.state] += part.seen
        total, is_exact = self._total()
        changed = sum(part.changed for part in self._parts)
        is_least = not is_exact and self._titled.is_everywhere
        return Numbers(total, is_exact, is_least, types, states, changed)

    def _total(self) -> tuple[int, bool]:
        if self._found is not None:
            return sum(map(len, self._found.values())), True
        is_changed = self._asked.changed_only
        meant = sum(part.changed if is_changed else part.seen for part in self._meant)
        if not self._titled.words:
            return meant, all(part.is_sure for part in self._meant)
        there = sum(part.bunch.number for part in self._parts)
        found = round(self._titled.number() * meant / max(1, there))
        return round(found, 2 - len(str(found))), False

    def _is_meant(self, part: Part) -> bool:
        bunch, asked = part.bunch, self._asked
        return (
            (not asked.types or bunch.type in asked.types)
            and (not asked.states or bunch.state in asked.states)
            and (not asked.changed_only or part.changed > 0)
        )

    def _batch(self) -> tuple[list[Key], Key | None]:
        """Return the children that are met, and the key behind which the walk goes on; None at its end."""
        batch: list[Key] = []
        last: Key | None = None
        for looked, (key, is_meant) in enumerate(self._walk()):
            if len(batch) == self._limit or looked == SCAN:
                return batch, last
            last = key
            if is_meant:
                batch.append(key)
        return batch, None

    def _walk(self) -> Iterator[tuple[Key, bool]]:
        """Yield the children behind the key, in order, and whether each is meant."""
        sections: dict[Section, list[Part]] = defaultdict(list)
        for part in self._meant:
            sections[self._label(part.bunch)].append(part)
        for section in sorted(sections, reverse=self._reverse):
            start: Start | None = None
            if self._key is not None and section == self._key.section:
                start = (self._key.value, self._key.id)
            elif self._key is not None and (section < self._key.section) != self._reverse:
                continue
            streams = [self._stream(part, start) for part in sections[section]]
            for value, entry, is_meant in heapq.merge(*streams, reverse=self._reverse):
                yield Key(section, value, entry), is_meant

    def _stream(self, part: Part, start: Start | None) -> Iterator[Step]:
        if self._found is None:
            return self._streams.walked(part, start, reverse=self._reverse)
        found = self._found.get(part.bunch.id, [])
        if start is not None and self._reverse:
            found = found[: bisect_left(found, (*start, False))]
        elif start is not None:
            found = found[bisect_right(found, (*start, True)) :]
        return iter(found[::-1] if self._reverse else found)


def _token(key: Key | None) -> str:
    return "" if key is None else key.token()
