"""The queue: a job is there exactly when the change that asked for it is stored."""

from __future__ import annotations

import pytest
import transaction

from contentsite.jobs.queue import enqueue, queue_of
from contentsite.jobs.wake import bell_of
from contentsite.storage.connection import in_work


class Opened:
    """The root of the work database in a transaction that a test ends itself."""

    def __init__(self, registry):
        self.manager = transaction.TransactionManager(explicit=True)
        self.manager.begin()
        db = registry._zodb_databases["work"]
        self.connection = db.open(transaction_manager=self.manager)
        self.root = self.connection.root()

    def end(self, how):
        getattr(self.manager, how)()
        self.connection.close()


def test_a_job_is_there_after_the_commit(registry):
    bell = bell_of(registry._zodb_databases["work"])
    mine = Opened(registry)
    uid = enqueue(mine.root, "note", {"n": 1})
    assert registry.waiting() == []
    assert not bell.is_set()
    mine.end("commit")
    (job,) = registry.waiting()
    assert (job.id, job.kind, job.values, job.attempts) == (uid, "note", {"n": 1}, 0)
    assert bell.is_set()


def test_a_job_is_not_there_after_an_abort(registry):
    in_work(registry, queue_of)
    mine = Opened(registry)
    enqueue(mine.root, "note", {"n": 1})
    mine.end("abort")
    assert registry.waiting() == []
    assert not bell_of(registry._zodb_databases["work"]).is_set()


@pytest.mark.parametrize("value", [object(), b"bytes", float("nan"), {1, 2}])
def test_only_plain_values_are_taken(registry, value):
    with pytest.raises((TypeError, ValueError)):
        registry.ask(value=value)
    assert registry.waiting() == []


def test_writers_at_once_do_not_conflict(registry):
    for number in range(100):  # none of the trees is empty, which would be a conflict of its own
        registry.ask(n=number)
    writers = [Opened(registry) for _ in range(6)]
    for number, writer in enumerate(writers):
        enqueue(writer.root, "note", {"n": number})
    stored = 0
    for writer in writers:
        try:
            writer.end("commit")
            stored += 1
        except transaction.interfaces.TransientError:
            writer.end("abort")
    assert stored >= 4


def test_jobs_are_found_retried_and_dropped(registry):
    first, second, third = (registry.ask(n=number) for number in range(3))

    def change(work):
        queue = queue_of(work)
        queue.give_up(queue.find(first), "no")
        assert queue.is_in_trouble
        assert queue.drop(second)
        assert not queue.drop(second)
        assert not queue.retry("there is none", 5.0)
        assert queue.retry(first, 5.0)
        assert queue.retry(third, 6.0)

    in_work(registry, change)
    assert [(job.id, job.due, job.attempts) for job in registry.waiting()] == [
        (first, 5.0, 0),
        (third, 6.0, 0),
    ]
    assert registry.failed() == []


def test_a_job_that_was_dropped_while_it_ran_does_not_come_back(registry):
    registry.ask()

    def change(work):
        queue = queue_of(work)
        job = queue.begin(queue.first(0.0), due=1.0)
        assert queue.drop(job.id)
        queue.put_off(job, "error", 9.0)
        queue.give_up(job, "error")
        assert not queue.finish(job)

    in_work(registry, change)
    assert registry.waiting() == registry.failed() == []
