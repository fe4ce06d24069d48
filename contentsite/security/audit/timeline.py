"""A BTree of entries by time, newest first: what the shards of the logs are made of."""

from __future__ import annotations

from collections.abc import Iterator
from time import time_ns
from typing import Any

from BTrees.OOBTree import OOBTree

from .entry import Entry, Found, Key

Timeline = OOBTree
"""Maps microseconds since 1970, negated, to entries as plain tuples.

Plain, so that a storage server without this package resolves conflicts. Not an LOBTree: its leaves
are twice as large, and each entry writes a leaf.
"""


def put(timeline: Any, entry: Entry, moment: int | None = None) -> int:
    """Put an entry at a moment (by default now) and return its key.

    Where another one has the moment, it gets the next free one: a clock that was set back, or that
    ticks slowly, overwrites nothing.
    """
    key = -(time_ns() // 1_000 if moment is None else moment)
    while not timeline.insert(key, tuple(entry)):
        key -= 1
    return key


def entries(timeline: Any, shard: int, start: Key | None) -> Iterator[Found]:
    """Yield what stands behind a key of any shard (from the newest where None), newest first."""
    if start is None:
        return (Found((key, shard), Entry(*raw)) for key, raw in timeline.items())
    first = start[0] if shard > start[1] else start[0] + 1
    return (Found((key, shard), Entry(*raw)) for key, raw in timeline.items(min=first))
