"""The lease: of all processes of a site, the one that holds it does the jobs.

No clock is compared with that of another machine: who waits measures by its own steady clock for
how long the lease has stood unchanged, so that a wall clock that is set wrong stalls nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from persistent import Persistent


class Lease(Persistent):
    """Who does the jobs, and for how many seconds at most before saying so again."""

    holder: str = ""
    number: int = 0
    seconds: float = 0.0
    clock: float = 0.0
    """The wall clock's time when the holder last looked at it."""

    def hold(self, holder: str, seconds: float, now: float) -> None:
        """Take the lease, or keep it; two who try at once conflict."""
        self.holder, self.seconds, self.clock = holder, seconds, now
        self.number += 1

    def release(self, holder: str) -> None:
        """Let the next one have it, when this one holds it."""
        if self.holder == holder:
            self.holder = ""


class Watch:
    """What one process has seen of the lease, and when."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._seen: tuple[str, int] | None = None
        self._since = 0.0

    def is_free(self, lease: Lease, holder: str) -> bool:
        """Tell whether this holder may take the lease: it is its own, nobody's, or has run out unchanged."""
        if lease.holder in ("", holder):
            return True
        seen = (lease.holder, lease.number)
        if seen != self._seen:
            self._seen, self._since = seen, self._monotonic()
        return self._monotonic() - self._since > lease.seconds
