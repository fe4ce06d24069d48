"""Once a day what has expired goes, and the file is packed."""

from __future__ import annotations

from functools import partial

from contentsite.jobs.housekeeping import TASKS, Diary, pack_work, run_task, tend
from contentsite.storage.connection import in_work, part_of

DAY = 86_400.0


def forget(work, now, settings):
    work["forgotten"] = work.get("forgotten", 0) + 1


def kinds(registry):
    return sorted(job.kind for job in registry.waiting())


def test_tasks_are_asked_for_once_a_day(registry, clock):
    registry[TASKS] = {"here:forget": forget}
    registry.kind("housekeeping", run_task)
    registry.kind("pack", pack_work)
    drainer = clock.drainer(registry)
    assert drainer.drain() == 0
    clock.go(DAY)
    assert drainer.drain() == 2
    assert drainer.drain() == 0
    clock.go(DAY - 10)
    assert drainer.drain() == 0
    clock.go(20)
    assert drainer.drain() == 2
    assert in_work(registry, lambda work: work["forgotten"]) == 2
    assert registry.failed() == []


def test_a_clock_that_was_set_back_does_not_stop_it_for_long(registry):
    in_work(registry, lambda work: tend(registry, work, 1_900_000_000.0))
    assert kinds(registry) == ["pack"]
    in_work(registry, lambda work: tend(registry, work, 1_800_000_000.0))
    assert kinds(registry) == ["pack", "pack"]
    assert in_work(registry, lambda work: part_of(work, "housekeeping", Diary).done) == 1.8e9


def test_a_task_that_is_gone_is_shown_as_failed(registry, clock):
    registry[TASKS] = {"gone:task": forget}
    registry.kind("housekeeping", run_task)
    registry.kind("pack", lambda registry, values: None)
    in_work(registry, lambda work: tend(registry, work, clock.now + DAY))
    del registry[TASKS]["gone:task"]
    clock.drainer(registry).drain()
    assert [job.error for job in registry.failed()] == [
        "gone:task is no task of this site any more"
    ]


def test_the_file_is_packed(registry, monkeypatch):
    def write(number, work):
        work["large"] = f"{number}" * 100_000

    for number in range(10):
        in_work(registry, partial(write, number))
    storage = registry._zodb_databases["work"].storage
    before = storage.getSize()
    monkeypatch.setattr("contentsite.jobs.housekeeping.PACKED_TO", 0)
    pack_work(registry, {})
    assert storage.getSize() < before / 3
    assert in_work(registry, lambda work: work["large"][0]) == "9"
