"""The queue: jobs in the `work` database, stored with the change that asks for them, or not at all.

New jobs stand in 16 trees, one of which is chosen by chance, so that those who add at once seldom
meet. What was tried stands in a tree of its own, in which only the holder of the lease writes.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from secrets import token_hex
from typing import Any, Final

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from contentsite.storage.connection import part_of

from .job import Job
from .lease import Lease
from .wake import wake_after_commit

SHARDS: Final = 16
Tree = Any


class Queue(Persistent):
    """The jobs that wait, by the moment when they are due, and those that were given up."""

    def __init__(self) -> None:
        self.lease = Lease()
        self._fresh: tuple[Tree, ...] = tuple(OOBTree() for _ in range(SHARDS))
        """Never tried yet: due at once, whatever a clock says. By the moment they were made, and id."""
        self._later: Tree = OOBTree()
        """Tried before, or being tried now. By the moment they are due, and id."""
        self._failed: Tree = OOBTree()
        """Given up. By id."""

    def add(self, job: Job) -> None:
        """Take up a new job."""
        self._shard(job.id)[job.made, job.id] = tuple(job)

    # what the holder of the lease does

    def first(self, now: float) -> Job | None:
        """Return the job that is to be tried next, None where none is due."""
        fresh = [(tree.minKey(), tree) for tree in self._fresh if tree]
        if fresh:
            key, tree = min(fresh, key=lambda pair: pair[0])
            return Job(*tree[key])
        if self._later and self._later.minKey()[0] <= now:
            return Job(*self._later[self._later.minKey()])
        return None

    def begin(self, job: Job, due: float) -> Job:
        """Count an attempt, before it is made; `due` is when it counts as lost. Return the job as it is now."""
        self.finish(job)
        return self._put_off(job._replace(attempts=job.attempts + 1, due=due))

    def finish(self, job: Job) -> bool:
        """Forget a job that was done; False where somebody dropped it meanwhile."""
        tree, key = self._place(job) or self._search(job.id) or (None, None)
        if tree is not None:
            del tree[key]
        return tree is not None

    def put_off(self, job: Job, error: str, due: float) -> None:
        """Note why an attempt failed, and when the next one is due."""
        if self.finish(job):
            self._put_off(job._replace(error=error, due=due))

    def give_up(self, job: Job, error: str) -> None:
        """Keep a job as failed."""
        if self.finish(job):
            self._failed[job.id] = tuple(job._replace(error=error))

    def hasten(self, seconds: float) -> None:
        """Let all that waits be due earlier: the clock was set back so far."""
        waiting = [Job(*value) for value in self._later.values()]
        self._later.clear()
        for job in waiting:
            self._put_off(job._replace(due=job.due - seconds))

    def _put_off(self, job: Job) -> Job:
        self._later[job.due, job.id] = tuple(job)
        return job

    # what people see and do

    def waiting(self) -> Iterator[Job]:
        """Yield the jobs that will be tried: first those that were tried before."""
        for tree in (self._later, *self._fresh):
            yield from (Job(*value) for value in tree.values())

    def failed(self) -> Iterator[Job]:
        """Yield the jobs that were given up."""
        return (Job(*value) for value in self._failed.values())

    @property
    def is_in_trouble(self) -> bool:
        """Whether a job was given up, or failed and waits for its next attempt."""
        return bool(self._failed) or any(Job(*value).error for value in self._later.values())

    def find(self, uid: str) -> Job | None:
        """Return the job of this id, or None."""
        tree, key = self._search(uid) or (None, None)
        return None if tree is None else Job(*tree[key])

    def retry(self, uid: str, now: float) -> bool:
        """Let a job be tried at once, and as often as a new one; False where there is none of this id."""
        job = self.find(uid)
        if job is not None and self.finish(job):
            self._put_off(job._replace(attempts=0, due=now))
        return job is not None

    def drop(self, uid: str) -> bool:
        """Forget a job that nobody wants any more; False where there is none of this id."""
        job = self.find(uid)
        return job is not None and self.finish(job)

    # where a job stands: a tree, and the key there

    def _place(self, job: Job) -> tuple[Tree, Any] | None:
        places = (
            (self._shard(job.id), (job.made, job.id)),
            (self._later, (job.due, job.id)),
            (self._failed, job.id),
        )
        return next((place for place in places if place[1] in place[0]), None)

    def _search(self, uid: str) -> tuple[Tree, Any] | None:
        if uid in self._failed:
            return self._failed, uid
        for tree in (self._later, *self._fresh):
            for key in tree:
                if key[1] == uid:
                    return tree, key
        return None

    def _shard(self, uid: str) -> Tree:
        return self._fresh[int(uid[0], 16)]


def queue_of(work: Any) -> Queue:
    """Return the queue of a `work` database, by the root mapping of it."""
    return part_of(work, "jobs", Queue)


def enqueue(
    work: Any,
    kind: str,
    values: Mapping[str, Any],
    *,
    soon: bool = True,
    clock: Callable[[], float] = time.time,
) -> str:
    """Ask for a job, in the transaction of `work`, the root mapping; return the job's id.

    The job is there exactly when that transaction is committed. Values are what JSON knows; raises
    TypeError or ValueError for others. It is begun at once, or, where nobody must be able to tell by
    the load of the machine what it does, at the next look at the queue (`soon=False`).
    """
    payload = json.dumps(dict(values), allow_nan=False)
    now = clock()
    job = Job(token_hex(16), kind, payload, made=now, due=now)
    queue_of(work).add(job)
    if soon:
        wake_after_commit(work)
    return job.id
