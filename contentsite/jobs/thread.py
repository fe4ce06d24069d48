"""The thread that drains the queue, one in each process that serves.

It begins with the first request, since only a process that serves has one; `contentsite serve`
begins it at once.
"""

from __future__ import annotations

import atexit
import logging
from functools import partial
from threading import Event, Lock, Thread
from typing import Any, Final

from contentsite.settings import settings_of
from contentsite.storage.connection import WORK, before_closing

from .drain import Drainer
from .wake import bell_of

LOG = logging.getLogger(__name__)

THREAD: Final = "contentsite.jobs.thread"
POLL: Final = 5.0
"""Seconds between two looks at the queue, when nobody rings."""
GRACE: Final = 10.0
"""Seconds that the end of a process waits for the job at work; what it cuts short is tried again."""
_STARTING: Final = Lock()


class Draining(Thread):
    """Does jobs until it is told to end."""

    def __init__(self, registry: Any) -> None:
        super().__init__(name="jobs", daemon=True)
        self._db = registry._zodb_databases[WORK]
        self._drainer = Drainer(registry)
        self._bell = bell_of(self._db)
        self._ended = Event()

    def run(self) -> None:
        """Do what is due, then wait for the bell, or a little."""
        while not self._ended.is_set():
            self._bell.clear()
            try:
                while not self._ended.is_set() and self._drainer.step():
                    pass
            except Exception:  # a full disk, a storage server that is away: it may come back
                if self._is_closed:
                    return
                LOG.exception("the queue of jobs could not be read or written")
            if not self._ended.is_set():
                self._bell.wait(POLL)

    def end(self) -> None:
        """Finish the job at work, if that does not take too long, and let another process go on."""
        self._ended.set()
        self._bell.set()
        self.join(GRACE)
        if not self.is_alive() and not self._is_closed:
            self._drainer.release()

    @property
    def _is_closed(self) -> bool:
        # ZODB takes the storage away from a database that is closed
        return "storage" not in vars(self._db)


def start(registry: Any) -> None:
    """Let this process do jobs, unless its settings say no; once, however often it is called."""
    with _STARTING:
        if THREAD in registry:
            return
        registry[THREAD] = thread = Draining(registry) if settings_of(registry).jobs.drain else None
    if thread is not None:
        thread.start()
        ending = partial(stop, registry)
        before_closing(registry, ending)
        # called before the databases are closed, since that has been registered earlier
        atexit.register(ending)
        before_closing(registry, partial(atexit.unregister, ending))


def stop(registry: Any) -> None:
    """End the thread of this process, where there is one."""
    thread = registry.get(THREAD)
    if thread is not None:
        registry[THREAD] = None
        thread.end()
