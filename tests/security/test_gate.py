"""The gate: two at once, a third waits, a fourth is refused."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from time import sleep

import pytest

from contentsite.security.gate import NICE, Busy, Gate

PATIENT = 1_000


@pytest.fixture
def people():
    with ThreadPoolExecutor(8) as threads:
        yield threads


def occupy(gate, people, count):
    """Let so many in who stay until the event is set."""
    inside, leave = Barrier(count + 1), Event()

    def stay():
        inside.wait(5)
        leave.wait(5)
        return "done"

    futures = [people.submit(gate.run, stay) for _ in range(count)]
    inside.wait(5)
    return futures, leave


def begun_first(submit, begun):
    """Give a `submit` that returns when what was submitted has begun."""

    def submit_and_wait(compute):
        future = submit(compute)
        assert begun.wait(5)
        return future

    return submit_and_wait


def test_it_gives_what_the_function_gives():
    assert Gate().run(lambda: 42) == 42


def test_errors_come_through_and_free_the_place():
    gate = Gate(at_once=1, waiting=0)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            gate.run(lambda: 1 / 0)
    assert gate.run(lambda: 1) == 1


def test_a_third_waits_and_a_fourth_is_refused_at_once(people):
    gate = Gate(patience=PATIENT)
    futures, leave = occupy(gate, people, 2)
    has_place = Event()

    def wait():
        with gate.place():
            has_place.set()
            return gate.run(lambda: "third")

    third = people.submit(wait)
    assert has_place.wait(5)
    with pytest.raises(Busy) as refused:  # at once: who is patient would never be told
        gate.run(lambda: "fourth")
    assert not third.done()
    assert refused.value.retry_after == PATIENT
    leave.set()
    assert third.result(5) == "third"
    assert [future.result(5) for future in futures] == ["done", "done"]
    assert gate.run(lambda: "later") == "later"


def test_who_waited_too_long_is_refused_and_not_computed(people):
    gate = Gate(patience=0.1)
    futures, leave = occupy(gate, people, 2)
    ran = []
    with pytest.raises(Busy):
        gate.run(lambda: ran.append(1))
    leave.set()
    assert [future.result(5) for future in futures] == ["done", "done"]
    assert gate.run(lambda: 5) == 5
    assert ran == []


def test_what_takes_longer_than_the_patience_is_finished():
    gate = Gate(patience=0.05)
    begun = Event()
    # else a busy machine might begin too late, and it would rightly be refused
    gate._threads.submit = begun_first(gate._threads.submit, begun)
    assert gate.run(lambda: begun.set() or sleep(0.3) or "slow") == "slow"


def test_who_has_a_place_is_not_refused_later(people):
    gate = Gate(at_once=1, waiting=1)
    with gate.place():
        futures, leave = occupy(gate, people, 1)
        with pytest.raises(Busy):
            people.submit(gate.run, lambda: "no place").result(5)
        leave.set()
        assert gate.run(lambda: gate.run) == gate.run
        assert gate.run(lambda: "twice") == "twice"
    assert futures[0].result(5) == "done"


def test_a_place_is_free_again_after_an_error():
    gate = Gate(at_once=1, waiting=0)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), gate.place():
            1 / 0  # noqa: B018
    assert gate.run(lambda: 1) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="priorities of threads")
def test_the_threads_have_a_low_priority():
    def priority():
        return os.getpriority(os.PRIO_PROCESS, 0)

    here = priority()
    assert Gate().run(priority) == max(here, NICE)
    assert priority() == here
