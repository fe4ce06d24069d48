"""Refusals and failures are stored on their own; where they cannot be, nothing else suffers."""

from __future__ import annotations

import json
import logging
import threading

import pytest

from contentsite.security.audit.entry import made
from contentsite.security.audit.note import NOTES, note, note_failure
from contentsite.security.audit.refusals import PART, Refusals
from contentsite.security.audit.search import Wanted, search
from contentsite.storage.connection import in_work, part_of
from contentsite.testing import site_app


@pytest.fixture
def registry():
    with site_app(contentsite__audit__refusals="20") as (_site, browser):
        yield browser.app.registry


def stored(registry):
    def read(work):
        refusals = part_of(work, PART, Refusals)
        return [each.entry for each in search((refusals,), Wanted(), 1_000).found]

    return in_work(registry, read)


def test_a_failure_is_stored(registry):
    note_failure(registry, "mary", "192.0.2.1", "00ff", "wrong password")
    (entry,) = stored(registry)
    assert (entry.action, entry.name, entry.address, entry.request, entry.detail) == (
        *("failure", "mary", "192.0.2.1", "00ff", "wrong password"),
    )


def test_a_flood_is_bounded_in_the_database(registry):
    db = registry._zodb_databases["work"]
    for number in range(2_000):
        note_failure(registry, f"n{number}", f"192.0.2.{number % 250}", "00ff", "wrong password")
    assert len(stored(registry)) <= 20
    commits = sum(1 for _ in db.storage.iterator())
    assert commits < 60 * 4 + 20


def test_many_threads_at_once(registry):
    def fail():
        for _ in range(50):
            note_failure(registry, "mary", "192.0.2.1", "00ff", "wrong password")

    threads = [threading.Thread(target=fail) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (entry,) = stored(registry)
    assert 150 <= entry.number <= 300


def test_what_is_logged_cannot_forge_a_line_asvs_16_4_1(registry, caplog):
    with caplog.at_level(logging.WARNING, "contentsite.audit"):
        note_failure(registry, 'x"\nWARNING forged', "192.0.2.1", "00ff", "wrong password")
    (record,) = caplog.records
    assert "\n" not in record.getMessage()
    assert json.loads(record.getMessage())["action"] == "failure"


def test_a_work_database_that_cannot_be_written(registry, caplog, monkeypatch):
    def broken(do):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(registry[NOTES], "_in_refusals", broken)
    note(registry, made(action="refusal", address="192.0.2.1"))
    note(registry, made(action="refusal", address="192.0.2.1"))
    assert "could not be stored" in caplog.text
    monkeypatch.undo()
    note(registry, made(action="refusal", address="192.0.2.1"))
    note(registry, made(action="refusal", address="192.0.2.1"))
    # its entry was never written: counting goes on without one, until the minute is over
    assert stored(registry) == []
    note(registry, made(action="refusal", address="192.0.2.2"))
    assert len(stored(registry)) == 1
