"""A gate for costly computations: few at once, few that wait, and the rest is told to come back.

A password hash takes 64 MiB and a tenth of a second by design. Without a gate a flood of sign-ins
would take the threads that answer pages, their processors and their memory.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from threading import BoundedSemaphore
from typing import Final, TypeVar

T = TypeVar("T")

NICE: Final = 15


class Busy(Exception):  # noqa: N818
    """Too many are at it; `retry_after` says in how many seconds there may be a place."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"too many sign-ins at once; try again in {retry_after} seconds")
        self.retry_after = retry_after


class Gate:
    """Lets `at_once` computations in; `waiting` more wait `patience` seconds; others are refused at once.

    They run in threads of their own, of a lower priority than those that answer requests.
    """

    def __init__(self, at_once: int = 2, waiting: int = 1, patience: float = 2.0) -> None:
        self._places = BoundedSemaphore(at_once + waiting)
        self._has_place = ContextVar("contentsite.gate", default=False)
        self._patience = patience
        self._threads = ThreadPoolExecutor(at_once, "contentsite-password", be_nice)

    @contextmanager
    def place(self) -> Iterator[None]:
        """Keep a place for what is computed inside, and raise Busy at once where there is none.

        For what costs something before it is computed, such as noting that it is tried.
        """
        if self._has_place.get():
            yield
            return
        if not self._places.acquire(blocking=False):
            raise self._busy()
        token = self._has_place.set(True)
        try:
            yield
        finally:
            self._has_place.reset(token)
            self._places.release()

    def run(self, compute: Callable[[], T]) -> T:
        """Return what the function returns. Raises Busy, and what the function raises."""
        with self.place():
            future = self._threads.submit(compute)
            with suppress(TimeoutError):
                return future.result(self._patience)
            if future.cancel():
                raise self._busy()
            # it has begun, and so is done in a moment
            return future.result()

    def _busy(self) -> Busy:
        return Busy(max(1, round(self._patience)))


def be_nice() -> None:
    """Lower the priority of this thread, and of those that it starts, where the system can.

    Linux has a priority for each thread; elsewhere it would be that of the process.
    """
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, 0, NICE)
