"""A BTree of entries by time, newest first: what the shards of the logs are made of."""

from __future__ import annotations

from collections.abc import Iterator
from time import time_ns
from typing import Any

from BTrees.OOBTree import OOBTree

from .entry import Entry, Found, Key


class Timeline(OOBTree):  # type: ignore[type-arg]
    """Maps microseconds since 1970, negated, to entries as plain tuples, in small pieces.

    Plain, so that a storage server without this package resolves conflicts: the leaves are plain
    buckets. Small, since each entry writes a leaf. Not an LOBTree: its keys take as much in a record.
    """

    max_leaf_size = 10
    max_internal_size = 24


def put(timeline: Any, entry: Entry, moment: int | None = None) -> int:
    """Put an entry at a moment (by default now) and return its key.

    Where another one has the moment, it gets the next free one: a clock that was set back, or that
    ticks slowly, overwrites nothing.
    """
    key = -(time_ns() // 1_000 if moment is None else moment)
    values = _sharing(entry, timeline)
    while not timeline.insert(key, values):
        key -= 1
    return key


def _sharing(entry: Entry, timeline: Any) -> tuple[Any, ...]:
    """Return an entry that has its values in common with the newest one: a record writes an object once."""
    newest = next(iter(timeline.values()), ())
    if len(newest) != len(entry):
        return tuple(entry)
    return tuple(old if new == old else new for new, old in zip(entry, newest, strict=True))


def entries(timeline: Any, shard: int, start: Key | None) -> Iterator[Found]:
    """Yield what stands behind a key of any shard (from the newest where None), newest first."""
    if start is None:
        return (Found((key, shard), Entry(*raw)) for key, raw in timeline.items())
    first = start[0] if shard > start[1] else start[0] + 1
    return (Found((key, shard), Entry(*raw)) for key, raw in timeline.items(min=first))
