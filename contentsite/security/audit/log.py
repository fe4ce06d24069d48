"""The audit log of changes: in the database of the site, in the transactions of the changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from persistent import Persistent

from contentsite.tree.root import Root

from .entry import Entry, Found, Key
from .timeline import Timeline, entries, put

SHARDS: Final = 32


class AuditLog(Persistent):
    """Entries in 32 timelines, by the uid of what was changed.

    Writers at work in different places seldom meet in one of them, and the entries of one node are
    all in one. Nothing is ever taken out.
    """

    def __init__(self) -> None:
        self._shards: tuple[Any, ...] = tuple(Timeline() for _ in range(SHARDS))

    def put(self, entry: Entry, moment: int | None = None) -> Key:
        """Add an entry and return its key."""
        shard = _shard(entry.node or entry.who)
        return put(self._shards[shard], entry, moment), shard

    def get(self, key: Key) -> Entry | None:
        """Return the entry of a key, or None."""
        raw = self._shards[key[1]].get(key[0])
        return None if raw is None else Entry(*raw)

    def replace(self, key: Key, entry: Entry) -> None:
        """Put another entry in the place of one of this transaction, or of one that goes on."""
        self._shards[key[1]][key[0]] = tuple(entry)

    def streams(self, node: str, start: Key | None) -> Iterator[Iterator[Found]]:
        """Yield the timelines where entries of a node (of all, where "") are, from behind a key."""
        for number, timeline in enumerate(self._shards):
            if not node or number == _shard(node):
                yield entries(timeline, number, start)


def _shard(uid: str) -> int:
    # its end is chance; the beginning is the same for all that were made at one time
    try:
        return int(uid[-2:], 16) % SHARDS
    except ValueError:
        return 0


def log_of(site: Root) -> AuditLog:
    """Return the audit log of a site; made where it has none yet."""
    return site.part("audit", AuditLog)
