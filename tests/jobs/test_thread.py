"""The thread of a serving process: woken by a commit, ended with the process."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from threading import Event

import pytest

from contentsite.jobs import thread as module
from contentsite.jobs.queue import queue_of
from contentsite.jobs.thread import THREAD, start, stop
from contentsite.jobs.wake import bell_of
from contentsite.storage.connection import close_databases, in_work
from contentsite.testing import site_app


def wait_for(what: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not what():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def running(registry, monkeypatch):
    monkeypatch.setattr(module, "POLL", 60.0)
    start(registry)
    yield registry
    stop(registry)


def threads():
    return [each for each in threading.enumerate() if each.name == "jobs"]


def test_a_commit_wakes_it(running):
    wait_for(lambda: threads())
    running.ask(n=1)
    wait_for(lambda: running.done == [1])
    wait_for(lambda: running.waiting() == [])


def test_there_is_one_a_process(running):
    start(running)
    start(running)
    assert len(threads()) == 1


def test_it_ends_after_the_job_at_work_and_releases_the_lease(running):
    begun, go_on = Event(), Event()

    def slow(registry, values):
        begun.set()
        go_on.wait(10)
        registry.done.append("slow")

    running.kind("slow", slow)
    running.ask("slow")
    running.ask("note", n=2)
    assert begun.wait(10)
    threading.Timer(0.1, go_on.set).start()
    stop(running)
    assert threads() == []
    assert running.done[0] == "slow"
    assert in_work(running, lambda work: queue_of(work).lease.holder) == ""
    start(running)
    assert threads() == []


def test_a_process_may_be_told_not_to(make_registry):
    registry = make_registry(jobs__drain="false")
    start(registry)
    assert registry[THREAD] is None
    stop(registry)
    assert threads() == []


def test_closing_the_databases_ends_it(running):
    running.ask()
    close_databases(running)
    assert threads() == []


def test_a_database_that_is_closed_behind_its_back_ends_it_silently(running, caplog):
    (found,) = threads()
    running.ask()
    wait_for(lambda: running.done and running.waiting() == [])
    time.sleep(0.1)  # it waits for the bell
    db = running._zodb_databases["work"]
    db.close()
    bell_of(db).set()
    found.join(10)
    assert not found.is_alive()
    assert caplog.text == ""


def test_a_fault_of_the_database_does_not_end_it(registry, monkeypatch, caplog):
    caplog.set_level(logging.CRITICAL, "contentsite.jobs")
    monkeypatch.setattr(module, "POLL", 0.01)
    failing = [True]

    def fails(self, work):
        failing.append(True)
        raise OSError("no space left")

    with monkeypatch.context() as patched:
        patched.setattr("contentsite.jobs.drain.Drainer._claim", fails)
        start(registry)
        wait_for(lambda: len(failing) > 3)
    registry.ask(n=1)
    wait_for(lambda: registry.done == [1])
    stop(registry)


def test_it_begins_with_the_first_request(monkeypatch):
    monkeypatch.setattr(module, "POLL", 0.05)
    with site_app(contentsite__jobs__drain="true") as (_site, browser):
        assert threads() == []
        browser.get("/")
        assert len(threads()) == 1
    assert threads() == []
    with site_app() as (_site, browser):
        browser.get("/")
        assert threads() == []
