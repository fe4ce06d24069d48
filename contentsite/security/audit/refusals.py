"""The log of refusals and failures: in the `work` database, since their requests are rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from time import time_ns
from typing import Any, Final

from BTrees.Length import Length
from persistent import Persistent

from .entry import Entry, Found, Key
from .timeline import Timeline, entries, put

SHARD: Final = 99
"""The number of its one timeline, beside those of the log of changes."""
PART: Final = "refusals"
_A_DAY: Final = 86_400_000_000
_PRUNED: Final = 100
"""At most so many are pruned with each one that is put."""


class Refusals(Persistent):
    """A timeline that keeps so many entries for so many days."""

    def __init__(self) -> None:
        self._timeline: Any = Timeline()
        self._size = Length()

    def __len__(self) -> int:
        return self._size()

    def put(self, entry: Entry, keep: int, days: int) -> Key:
        """Add an entry, and prune what is beyond the number or the age that is kept."""
        key = put(self._timeline, entry)
        self._size.change(1)
        self._prune(keep, -(time_ns() // 1_000) + days * _A_DAY)
        return key, SHARD

    def set_number(self, key: Key, number: int) -> None:
        """Set how often it happened; nothing happens where the entry was pruned."""
        raw = self._timeline.get(key[0])
        if raw is not None:
            self._timeline[key[0]] = tuple(Entry(*raw)._replace(number=number))

    def streams(self, node: str, start: Key | None) -> Iterator[Iterator[Found]]:
        """Yield the one timeline, from behind a key: refusals are not sorted by node."""
        yield entries(self._timeline, SHARD, start)

    def _prune(self, keep: int, oldest: int) -> None:
        for _ in range(_PRUNED):
            last = self._timeline.maxKey()
            if self._size() <= keep and last <= oldest:
                return
            del self._timeline[last]
            self._size.change(-1)
