"""The thread that keeps the catalog up to date, one in each process that serves; one of them writes."""

from __future__ import annotations

import logging
from threading import Event, Thread
from typing import Final, Protocol

LOG = logging.getLogger(__name__)

POLL: Final = 0.25
"""Seconds between two looks at the number of the last transaction, which costs next to nothing."""
PAUSE: Final = 5.0
"""Seconds to wait after what went wrong."""
GRACE: Final = 10.0


class Following(Protocol):
    """What the thread does again and again."""

    def catch_up(self) -> bool:
        """Bring the catalog up to date, and tell whether anything was done."""


class Indexing(Thread):
    """Catches up until it is told to end."""

    def __init__(self, catalog: Following) -> None:
        super().__init__(name="catalog", daemon=True)
        self._catalog = catalog
        self._bell, self._ended = Event(), Event()

    def run(self) -> None:
        """Catch up when somebody rings, or something was committed."""
        while not self._ended.is_set():
            self._bell.clear()
            pause = POLL
            try:
                self._catalog.catch_up()
            except (
                Exception
            ) as error:  # a full disk, a storage server that is away: it may come back
                if self._ended.is_set():
                    return
                pause = PAUSE
                LOG.exception("the catalog could not be brought up to date: %s", error)
            self._bell.wait(pause)

    def ring(self) -> None:
        """Have it look at once."""
        self._bell.set()

    def end(self) -> None:
        """Finish the step at work, if that does not take too long."""
        self._ended.set()
        self._bell.set()
        if self.is_alive():
            self.join(GRACE)
