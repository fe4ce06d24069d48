"""Counting what is refused, so that a flood of it costs little: neither disk nor time.

What is of one kind and comes from one address within a minute is one entry. It is written at the
first, the second, the fourth, the eighth time, so that what is stored is at least half of the truth
even if the process is killed; the last count is written when the minute is over and the next
refusal comes. Many addresses at once share an entry without an address once the allowance is used.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from threading import Lock
from time import monotonic
from typing import Final, NamedTuple

from .entry import Entry, Key

WINDOW: Final = 60.0
BURST: Final = 60
"""So many new entries may be made at once,"""
PER_SECOND: Final = 0.1
"""and so many more a second: 360 an hour, at most."""

Kind = tuple[str, str, str, str]
"""Action, who, the network that it came from, and the account that a sign-in was tried for."""


@dataclass(slots=True)
class Count:
    """How often one kind happened since a moment."""

    since: float
    times: int = 1
    written: int = 0
    key: Key | None = None
    """The entry that was written for it."""


class Due(NamedTuple):
    """What has to be written now: the entry of a count, or its new number."""

    counted: Count
    entry: Entry | None
    """None where the entry is there and only the number changes."""


@dataclass(slots=True)
class Tally:
    """The counts of a process."""

    counts: dict[Kind, Count] = field(default_factory=dict)
    allowance: float = BURST
    filled: float = 0.0
    lock: Lock = field(default_factory=Lock)

    def note(self, entry: Entry, now: float | None = None) -> list[Due]:
        """Count what happened; return what has to be written."""
        moment = monotonic() if now is None else now
        with self.lock:
            due = self._ended(moment)
            # else who fails with his own name first could hide whose password he guesses next
            account = entry.node if entry.action == "failure" else ""
            kind = (entry.action, entry.who, network(entry.address), account)
            if kind not in self.counts and not self._allowed(moment):
                # the kinds of one action and nobody in particular: there are few
                kind, entry = (entry.action, "", "", ""), _of_many(entry)
            count = self.counts.get(kind)
            if count is None:
                count = self.counts[kind] = Count(moment, written=1)
                return [*due, Due(count, entry)]
            count.times += 1
            if count.times >= 2 * count.written:
                count.written = count.times
                due.append(Due(count, None))
            return due

    def _ended(self, now: float) -> list[Due]:
        """Forget what is older than the window; return what of it is not written to the last."""
        ended = [kind for kind, count in self.counts.items() if now - count.since >= WINDOW]
        counts = [self.counts.pop(kind) for kind in ended]
        return [Due(count, None) for count in counts if count.times > count.written]

    def _allowed(self, now: float) -> bool:
        self.allowance = min(BURST, self.allowance + (now - self.filled) * PER_SECOND)
        self.filled = now
        if self.allowance < 1:
            return False
        self.allowance -= 1
        return True


def network(address: str) -> str:
    """Return what one visitor has: an IPv4 address, or the first 64 bits of an IPv6 address."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Address(int(found) >> 64 << 64))
    return address


def _of_many(entry: Entry) -> Entry:
    detail = "from many addresses"
    return Entry("", "", entry.action, "", "", "", detail, "", entry.request)
