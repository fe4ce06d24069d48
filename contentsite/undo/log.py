"""The changes of a site: by time, in 32 trees, so that those who write at once seldom meet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from heapq import merge
from itertools import islice
from random import getrandbits
from time import time_ns
from typing import Any, Final, NamedTuple

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from contentsite.security.audit.entry import micros
from contentsite.tree.root import Root

from .change import Change, Key

SHARDS: Final = 32
SCAN: Final = 20_000
"""So many changes are looked at for one batch: where few are wanted, batches are shorter, not slower."""
_ID: Final = re.compile(r"(\d{1,18})-(\d{1,2})", re.ASCII)


class Batch(NamedTuple):
    """Some changes, newest first, and the key behind which there may be more; None for no more."""

    found: tuple[Change, ...]
    after: Key | None


class Shard(OOBTree):  # type: ignore[type-arg]
    """Changes by time, in small pieces, since each change writes one."""

    max_leaf_size = 8
    max_internal_size = 16


class ChangeLog(Persistent):
    """Changes by time. Beside each stands who did it, so that those of others need not be loaded."""

    def __init__(self) -> None:
        self._shards: tuple[Any, ...] = tuple(Shard() for _ in range(SHARDS))

    def new_key(self) -> Key:
        """Return a key for a change of now. A moment that is taken, since the clock was set back, moves on."""
        shard, moment = getrandbits(5), -(time_ns() // 1_000)
        while moment in self._shards[shard]:
            moment -= 1
        return moment, shard

    def put(self, change: Change) -> None:
        """Add a change."""
        moment, shard = change.key
        self._shards[shard][moment] = (change.who, change.name, change)

    def get(self, change: str) -> Change | None:
        """Return the change of an id; None for one that there is not, or not any more."""
        found = _ID.fullmatch(change)
        if found is None or int(found[2]) >= SHARDS:
            return None
        held = self._shards[int(found[2])].get(-int(found[1]))
        return None if held is None else held[2]

    def changes(self, after: Key | None = None) -> Iterator[Change]:
        """Yield the changes, the newest first, from the start or from behind a key."""
        return (change for _key, (_who, _name, change) in self._merged(after))

    def search(self, person: str, limit: int, after: Key | None = None, scan: int = SCAN) -> Batch:
        """Return some changes of a person, by uid or name ("": of all), from the newest or from behind a key."""
        looked, found = after, list[Change]()
        merged = self._merged(after)
        for key, (who, name, change) in islice(merged, scan):
            if not person or person == who or person.casefold() == name.casefold():
                if len(found) == limit:
                    return Batch(tuple(found), found[-1].key)
                found.append(change)
            looked = key
        return Batch(tuple(found), None if next(merged, None) is None else looked)

    def forget(self, until: datetime, most: int) -> int:
        """Take out changes that were made before a moment, at most so many; return how many that were."""
        first, number = -micros(until), 0
        for shard in self._shards:
            for key in [*islice(shard.keys(min=first), most - number)]:
                del shard[key]
                number += 1
        return number

    def _merged(self, after: Key | None) -> Iterator[tuple[Key, tuple[str, str, Change]]]:
        # keys are unique, so that changes are never compared
        return merge(*(_stream(shard, number, after) for number, shard in enumerate(self._shards)))


def _stream(shard: Any, number: int, after: Key | None) -> Iterator[tuple[Key, Any]]:
    first = None
    if after is not None:
        first = after[0] if number > after[1] else after[0] + 1
    return (((moment, number), held) for moment, held in shard.items(min=first))


def parse_key(text: str) -> Key | None:
    """Return the key of an id, None for what is none."""
    found = _ID.fullmatch(text)
    return (-int(found[1]), int(found[2])) if found else None


def changes_of(site: Root) -> ChangeLog:
    """Return the changes of a site; made where it has none yet."""
    return site.part("changes", ChangeLog)
