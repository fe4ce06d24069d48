"""Doing the jobs: one after the other, by the process that holds the lease.

A job is done at least once. Each attempt is counted, and put off, before it is made: so a job that
kills the process is tried again later, and is given up in the end.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from secrets import token_hex
from typing import Any, Final

from contentsite.settings import settings_of
from contentsite.storage.connection import in_work

from .housekeeping import tend
from .job import LONGEST, Job, Refused, kinds_of
from .lease import Watch
from .queue import Queue, queue_of

LOG = logging.getLogger(__name__)

MARGIN: Final = 15.0
"""Seconds by which a lease outlives the job for which it was taken."""
SKEW: Final = 5.0
"""Seconds by which clocks may differ without a word."""
_SHOWN: Final = 500


def pause(attempts: int) -> float:
    """Return the seconds between an attempt and the next: 10 s, three times as many each time, 6 h at most."""
    return float(min(10 * 3 ** max(attempts - 1, 0), 6 * 60 * 60)) if attempts < 10 else 21600.0


class Drainer:
    """What one process does with the queue; its id is the holder of the lease."""

    def __init__(
        self,
        registry: Any,
        clock: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.id = token_hex(8)
        self._registry = registry
        self._limit = settings_of(registry).jobs.attempts
        self._clock = clock
        self._watch = Watch(monotonic)

    def drain(self) -> int:
        """Do all jobs that are due; return how many were tried."""
        tried = 0
        while self.step():
            tried += 1
        return tried

    def step(self) -> bool:
        """Do one job; False when none is due, or another process is at work."""
        job = in_work(self._registry, self._claim)
        if job is None:
            return False
        error, final = self._try(job)
        in_work(self._registry, lambda work: self._settle(work, job, error, final=final))
        return True

    def release(self) -> None:
        """Let another process go on."""
        in_work(self._registry, lambda work: queue_of(work).lease.release(self.id))

    def _claim(self, work: Any) -> Job | None:
        """Take the lease and the next job in one transaction; None where there is nothing to do here."""
        queue = queue_of(work)
        if not self._watch.is_free(queue.lease, self.id):
            return None
        now = self._clock()
        self._mind_clock(queue, now)
        tend(self._registry, work, now)
        job = self._next(queue, now)
        if job is None:
            queue.lease.release(self.id)
            return None
        kind = kinds_of(self._registry).get(job.kind)
        longest = kind.longest if kind else LONGEST
        queue.lease.hold(self.id, longest + MARGIN, now)
        return queue.begin(job, now + max(longest + MARGIN, pause(job.attempts + 1)))

    def _mind_clock(self, queue: Queue, now: float) -> None:
        back = queue.lease.clock - now
        if back > SKEW:
            queue.hasten(back)
            queue.lease.clock = now

    def _next(self, queue: Queue, now: float) -> Job | None:
        """Return the next job that may be tried again; the others have killed their process each time."""
        while (job := queue.first(now)) and job.attempts >= self._limit:
            queue.give_up(job, job.error or "the process ended each time that this was tried")
        return job

    def _try(self, job: Job) -> tuple[str, bool]:
        """Do a job; return what went wrong, and whether that is final."""
        kind = kinds_of(self._registry).get(job.kind)
        try:
            if kind is None:
                raise Refused(f"no part of this site does jobs of the kind {job.kind!r}")
            kind.run(self._registry, job.values)
        except Refused as error:
            LOG.warning("job %s (%s) cannot be done: %s", job.id, job.kind, error)
            return _line(str(error)), True
        except (
            Exception,
            SystemExit,
        ) as error:  # whatever a job raises is what its Managers are shown
            LOG.warning(
                "job %s (%s) failed, attempt %d", job.id, job.kind, job.attempts, exc_info=True
            )
            return _line(f"{type(error).__name__}: {error}"), False
        return "", False

    def _settle(self, work: Any, job: Job, error: str, *, final: bool) -> None:
        queue = queue_of(work)
        if not error:
            queue.finish(job)
        elif final or job.attempts >= self._limit:
            queue.give_up(job, error)
        else:
            queue.put_off(job, error, self._clock() + pause(job.attempts))


def _line(text: str) -> str:
    """Return an error as one line, not too long."""
    return " ".join(text.split())[:_SHOWN]
