"""Reading the logs: merged by time, newest first, filtered, in batches that are addressed by key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Final, NamedTuple, Protocol

from .entry import Entry, Found, Key, micros

SCAN: Final = 20_000
"""So many entries are looked at for one batch: where few match, batches are shorter, not slower."""


class Log(Protocol):
    """What can be read: timelines, each sorted by key."""

    def streams(self, node: str, start: Key | None) -> Iterator[Iterator[Found]]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which entries are wanted: all that fit each value that is given."""

    person: str = ""
    """A uid, or a name."""
    node: str = ""
    """The uid of a node."""
    path: str = ""
    """Where the node stood then: there or below."""
    action: str = ""
    since: datetime | None = None
    until: datetime | None = None
    """The first moment that is too late."""

    def fits(self, entry: Entry) -> bool:
        """Tell whether an entry is wanted, but for its time."""
        return (
            (not self.action or entry.action == self.action)
            and (not self.node or entry.node == self.node)
            and (not self.path or _is_below(entry.path, self.path.rstrip("/")))
            and (not self.person or _is_by(entry, self.person))
        )


class Batch(NamedTuple):
    """Some entries, newest first, and the key behind which there may be more; None for no more."""

    found: tuple[Found, ...]
    after: Key | None


def search(
    logs: tuple[Log, ...], wanted: Wanted, limit: int, after: Key | None = None, scan: int = SCAN
) -> Batch:
    """Return a batch of the wanted entries of several logs, from the newest or from behind a key."""
    looked, found = after, list[Found]()
    merged = _merged(logs, wanted, after)
    for each in islice(merged, scan):
        if wanted.fits(each.entry):
            if len(found) == limit:
                return Batch(tuple(found), found[-1].key)
            found.append(each)
        looked = each.key
    return Batch(tuple(found), None if next(merged, None) is None else looked)


def _merged(logs: tuple[Log, ...], wanted: Wanted, after: Key | None) -> Iterator[Found]:
    """Yield the entries of the wanted time, lazily: what is not asked for is not loaded."""
    start = after
    if wanted.until is not None:
        latest = (-micros(wanted.until), 1 << 32)
        start = latest if after is None else max(after, latest)
    # keys are unique, so that entries are never compared
    found = merge(*(stream for log in logs for stream in log.streams(wanted.node, start)))
    oldest = None if wanted.since is None else -micros(wanted.since)
    for each in found:
        if oldest is not None and each.key[0] > oldest:
            return
        yield each


def _is_below(path: str, top: str) -> bool:
    return path == top or path.startswith(top + "/")


def _is_by(entry: Entry, person: str) -> bool:
    return person == entry.who or person.casefold() == entry.name.casefold()
