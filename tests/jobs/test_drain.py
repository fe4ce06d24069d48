"""Doing the jobs: each attempt is counted, failures are tried again, later and later."""

from __future__ import annotations

import logging

import pytest

from contentsite.jobs.drain import pause
from contentsite.jobs.job import Refused
from contentsite.jobs.queue import queue_of
from contentsite.storage.connection import in_work

HOUR = 3600.0


@pytest.fixture(autouse=True)
def quiet(caplog):
    caplog.set_level(logging.CRITICAL, "contentsite.jobs")


def failing(error):
    def run(registry, values):
        registry.done.append(values.get("n"))
        raise error

    return run


def holder(registry):
    return in_work(registry, lambda work: queue_of(work).lease.holder)


def test_jobs_are_done_in_their_order(registry, clock):
    for number in range(20):
        clock.go(0.001)
        registry.ask(n=number, clock=lambda: clock.now)
    assert clock.drainer(registry).drain() == 20
    assert registry.done == list(range(20))
    assert registry.waiting() == registry.failed() == []
    assert holder(registry) == ""


def test_an_idle_process_writes_nothing(registry, clock):
    drainer = clock.drainer(registry)
    registry.ask()
    drainer.drain()
    storage = registry._zodb_databases["work"].storage
    before = storage.lastTransaction()
    assert drainer.drain() == clock.drainer(registry).drain() == 0
    assert storage.lastTransaction() == before


def test_a_failure_is_tried_again_later_and_later(registry, clock):
    registry.kind("bad", failing(OSError("the disk is full\nreally")))
    registry.ask("bad", clock=lambda: clock.now)
    drainer = clock.drainer(registry)
    for attempt in range(1, 5):
        assert drainer.drain() == 1
        (job,) = registry.waiting()
        assert job.attempts == attempt
        assert job.error == "OSError: the disk is full really"
        assert job.due == clock.now + pause(attempt)
        clock.go(pause(attempt) - 1)
        assert drainer.drain() == 0
        clock.go(1)


def test_pauses_grow_to_six_hours_and_sum_up_to_three_days():
    assert [pause(number) for number in (0, 1, 2, 3)] == [10, 10, 30, 90]
    assert pause(100) == 6 * HOUR
    assert 70 * HOUR < sum(map(pause, range(1, 20))) < 76 * HOUR


def test_a_job_is_given_up_after_its_attempts(make_registry, clock):
    registry = make_registry(jobs__attempts="3")
    registry.kind("bad", failing(OSError("away")))
    uid = registry.ask("bad")
    for _ in range(5):
        clock.drainer(registry).drain()
        clock.go(24 * HOUR)
    assert registry.waiting() == []
    (job,) = registry.failed()
    assert (job.id, job.attempts, job.error) == (uid, 3, "OSError: away")
    assert len(registry.done) == 3


def test_a_manager_lets_it_be_tried_again(make_registry, clock):
    registry = make_registry(jobs__attempts="1")
    registry.kind("bad", failing(OSError("away")))
    uid = registry.ask("bad")
    clock.drainer(registry).drain()
    registry.kind("bad", lambda registry, values: None)
    assert in_work(registry, lambda work: queue_of(work).retry(uid, clock.now))
    clock.drainer(registry).drain()
    assert registry.waiting() == registry.failed() == []


@pytest.mark.parametrize("kind", ["refused", "unknown"])
def test_what_is_of_no_use_is_not_tried_again(registry, clock, kind):
    registry.kind("refused", failing(Refused("no such person")))
    registry.ask(kind)
    assert clock.drainer(registry).drain() == 1
    (job,) = registry.failed()
    assert job.error in ("no such person", "no part of this site does jobs of the kind 'unknown'")


def test_a_job_that_ends_the_interpreter_does_not_end_the_thread(registry, clock):
    registry.kind("bad", failing(SystemExit(1)))
    registry.ask("bad")
    assert clock.drainer(registry).drain() == 1
    assert registry.waiting()[0].error == "SystemExit: 1"


def test_an_attempt_is_counted_before_it_is_made(registry, clock):
    seen = []
    registry.kind("look", lambda registry, values: seen.extend(registry.waiting()))
    registry.ask("look")
    clock.drainer(registry).drain()
    (job,) = seen
    assert job.attempts == 1
    assert job.due > clock.now + 60


class Killed(BaseException):
    """Stands for the end of the process."""


def test_a_job_that_kills_its_process_each_time_is_given_up(make_registry, clock):
    registry = make_registry(jobs__attempts="3")
    registry.kind("bad", failing(Killed()))
    registry.ask("bad")
    for _ in range(3):
        with pytest.raises(Killed):
            clock.drainer(registry).drain()
        clock.go(HOUR)
        # the lease of a process that is gone: a new one has to watch it for a while
        fresh = clock.drainer(registry)
        assert not fresh.step()
        clock.go(HOUR)
        in_work(registry, lambda work: queue_of(work).lease.release(queue_of(work).lease.holder))
    assert clock.drainer(registry).drain() == 0
    assert len(registry.done) == 3
    assert "each time" in registry.failed()[0].error


# the lease


def test_one_process_at_a_time(registry, clock):
    other = clock.drainer(registry)
    seen = []
    registry.kind("slow", lambda registry, values: seen.append(other.step()))
    registry.ask("slow")
    registry.ask("note", n=2)
    assert clock.drainer(registry).drain() == 2
    assert seen == [False]
    assert registry.done == [2]


def test_two_that_claim_at_once_do_not_get_the_same_job(registry, clock):
    one, two = clock.drainer(registry), clock.drainer(registry)
    registry.ask()
    claimed = []

    def claim_both(work):
        if not claimed:  # the other one is quicker; then our commit conflicts, and this runs again
            claimed.append(None)
            claimed.append(in_work(registry, two._claim))
        return one._claim(work)

    assert in_work(registry, claim_both) is None
    assert claimed[1] is not None
    assert registry.waiting()[0].attempts == 1


def killed(registry, clock):
    """A process that was killed in the middle of a job."""
    registry.kind("bad", failing(Killed()))
    registry.ask("bad", clock=lambda: clock.now)
    with pytest.raises(Killed):
        clock.drainer(registry).drain()


@pytest.mark.parametrize("set_to", [0.0, -HOUR, +HOUR])
def test_the_lease_of_a_killed_process_is_taken_over(registry, clock, set_to):
    """Also when the wall clock was set meanwhile: the one who waits looks at its own steady clock."""
    killed(registry, clock)
    registry.ask("note", n=1, clock=lambda: clock.now)
    clock.now += set_to
    waiting = clock.drainer(registry)
    assert waiting.drain() == 0
    clock.go(70)
    assert waiting.drain() == 0
    clock.go(6)
    registry.kind("bad", lambda registry, values: registry.done.append("again"))
    assert waiting.drain() >= 1
    clock.go(80)
    waiting.drain()
    assert sorted(map(str, registry.done)) == ["1", "None", "again"]


def test_a_lease_that_is_renewed_is_not_taken_over(registry, clock):
    holding, waiting = clock.drainer(registry), clock.drainer(registry)
    seen = []

    def slow(registry, values):
        clock.go(50)
        seen.append(waiting.step())

    registry.kind("slow", slow)
    for _ in range(4):
        registry.ask("slow")
    assert holding.drain() == 4
    assert seen == [False] * 4


def test_a_clock_that_was_set_back_an_hour_stalls_nothing(registry, clock):
    registry.kind("bad", failing(OSError()))
    registry.ask("bad", clock=lambda: clock.now)
    drainer = clock.drainer(registry)
    assert drainer.drain() == 1
    registry.ask("note", n=1, clock=lambda: clock.now)
    clock.now -= HOUR
    drainer.drain()
    assert registry.done == [None, 1]
    registry.kind("bad", lambda registry, values: registry.done.append("again"))
    clock.go(10)
    assert drainer.drain() == 1
    assert registry.done == [None, 1, "again"]
