"""The catalog in its process: who writes, how fresh it is, what becomes of it in an accident."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from contentsite.app import make_app
from contentsite.catalog.ask import Asking
from contentsite.catalog.catalog import KEY, Catalog, catalog_of, follow
from contentsite.catalog.lock import FileLock
from contentsite.catalog.query import Query
from contentsite.security.principal import ANONYMOUS, ANYBODY
from contentsite.storage.connection import close_databases, site_opened
from contentsite.testing import SECRET, site_app
from contentsite.types.document import Document

NOW = datetime(2026, 11, 1, tzinfo=UTC)
PATIENT = 60


@contextmanager
def running(folder: Path, **more: str) -> Iterator[Any]:
    """An application on a folder's database."""
    ini = {
        "zodbconn.uri": f"datafs://{folder}/Data.fs",
        "contentsite.security.secret": SECRET,
        "contentsite.catalog.index": "false",
        **{key.replace("__", "."): value for key, value in more.items()},
    }
    registry = make_app(ini).registry
    try:
        yield registry
    finally:
        close_databases(registry)


def add(registry: Any, name: str) -> None:
    with site_opened(registry) as site:
        site.add(name, Document(title=name)).publish()


def found(registry: Any, words: str = "") -> list[str]:
    with site_opened(registry) as site:
        answer = Asking(registry, site, ANONYMOUS, NOW).search(
            Query(words=words, types=("Document",))
        )
        assert answer.is_fresh
        return sorted(hit.node.__name__ for hit in answer.hits)


class Bell:
    """A thread that is always late."""

    rung = 0

    def ring(self) -> None:
        self.rung += 1

    def end(self) -> None:
        """There is nothing to end."""


def test_a_thread_follows_what_is_committed(tmp_path: Path) -> None:
    with running(tmp_path, contentsite__catalog__index="true") as registry:
        follow(registry)
        follow(registry)
        catalog = catalog_of(registry)
        thread = catalog.thread
        assert thread is not None
        add(registry, "one")
        assert any(catalog.freshen(wait=True) for _attempt in range(PATIENT))
        assert found(registry) == ["one"]
        # a second one in this process, say after a fork, leaves the file alone
        other = Catalog(registry, catalog.file.path)
        assert not other.catch_up()
        assert other.rebuild() is None
        other.close()
    assert not thread.is_alive()
    assert KEY not in registry
    assert not any(tmp_path.glob("*-wal"))


def test_the_first_request_begins_to_follow() -> None:
    with site_app(contentsite__catalog__index="true") as (_site, browser):
        browser.get("/")
        assert catalog_of(browser.app.registry).thread.is_alive()


def test_a_thread_goes_on_after_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contentsite.catalog.thread.PAUSE", 0.01)
    with running(tmp_path) as registry:
        catalog, real, failed = catalog_of(registry), Catalog.catch_up, []

        def catch_up(self: Catalog) -> bool:
            if len(failed) < 2:
                failed.append(1)
                raise OSError("the disk is full")
            return real(self)

        monkeypatch.setattr(Catalog, "catch_up", catch_up)
        catalog.start()
        catalog.start()
        assert any(catalog.freshen(wait=True) for _attempt in range(PATIENT))


def test_who_is_signed_in_waits_for_his_change_and_is_told_when_that_was_not_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("contentsite.catalog.catalog.PATIENCE", 0.05)
    with running(tmp_path) as registry:
        add(registry, "one")
        assert found(registry) == ["one"]
        catalog = catalog_of(registry)
        bell: Any = Bell()
        catalog.thread = bell
        add(registry, "two")
        with site_opened(registry) as site:
            for who in (ANONYMOUS, ANYBODY):
                answer = Asking(registry, site, who, NOW).search(Query())
                assert not answer.is_fresh
                assert answer.is_ready
                assert answer.total == 2
        assert bell.rung == 2
        catalog.catch_up()
        assert found(registry) == ["one", "two"]


def test_the_page_says_when_there_is_no_catalog_yet() -> None:
    with site_app() as (site, browser):
        site.add("one", Document(title="One")).publish()
        browser.commit()
        bell: Any = Bell()
        catalog_of(browser.app.registry).thread = bell
        assert "is being made" in browser.get("/@@search?q=one").html.main.text
        catalog_of(browser.app.registry).catch_up()
        assert "One page was found" in browser.get("/@@search?q=one").html.main.text
        browser.commit()
        site["one"].update({"title": "Two"})
        browser.commit()
        assert "last moments" in browser.get("/@@search?q=one").html.main.text


def test_a_file_that_is_gone_is_made_anew(tmp_path: Path) -> None:
    with running(tmp_path) as registry:
        add(registry, "one")
        assert found(registry) == ["one"]
        file = catalog_of(registry).file.path
        assert file == tmp_path / "catalog.sqlite"
        assert file.stat().st_mode & 0o077 == 0
        for each in tmp_path.glob("catalog.sqlite*"):
            each.unlink()
        assert found(registry) == ["one"]
    file.unlink()
    with running(tmp_path) as registry:
        assert found(registry) == ["one"]


@pytest.mark.parametrize("at", [0, 100, 5000, 20_000])
def test_a_damaged_file_is_made_anew(tmp_path: Path, at: int) -> None:
    with running(tmp_path) as registry:
        for number in range(30):
            add(registry, f"p{number}")
        assert len(found(registry)) == 20
    file = tmp_path / "catalog.sqlite"
    data = bytearray(file.read_bytes())
    data[at : at + 60_000] = b"\xa5" * len(data[at : at + 60_000])
    file.write_bytes(data)
    with running(tmp_path) as registry:
        catalog_of(registry).freshen(wait=False)
        with site_opened(registry) as site:
            asking = Asking(registry, site, ANONYMOUS, NOW)
            for _attempt in range(2):
                asking.search(Query(facets=("type", "tags")))
                asking.search(Query(words="p1"))
        add(registry, "more")
        assert found(registry, "more") == ["more"]
        assert len(found(registry)) == 20


def test_an_older_database_that_was_brought_back_has_its_own_catalog(tmp_path: Path) -> None:
    with running(tmp_path) as registry:
        add(registry, "one")
    shutil.copy(tmp_path / "Data.fs", tmp_path / "backup")
    with running(tmp_path) as registry:
        add(registry, "two")
        assert found(registry) == ["one", "two"]
    for data in (tmp_path / "Data.fs.index", tmp_path / "Data.fs"):
        data.unlink()
    shutil.copy(tmp_path / "backup", tmp_path / "Data.fs")
    with running(tmp_path) as registry:
        assert found(registry) == ["one"]
        add(registry, "three")
        assert found(registry) == ["one", "three"]


def test_a_database_that_was_packed_meanwhile(tmp_path: Path) -> None:
    with running(tmp_path) as registry:
        for name in ("one", "two"):
            add(registry, name)
        assert found(registry) == ["one", "two"]
        with site_opened(registry) as site:
            site.remove("two")
        registry._zodb_databases[""].pack()
        assert found(registry) == ["one"]


HOLDING = """
import sys, time
from pathlib import Path
from contentsite.catalog.lock import FileLock
from contentsite.catalog.file import CatalogFile

path = Path(sys.argv[1])
assert FileLock(path.with_name(path.name + ".lock")).acquire()
with CatalogFile(path).writing() as db:
    db.execute("BEGIN IMMEDIATE")
    db.execute("DELETE FROM entry")
    db.execute("UPDATE meta SET value = 'ffffffffffffffff' WHERE key = 'tid'")
    print("holding", flush=True)
    time.sleep(600)
"""


def test_a_process_that_is_killed_leaves_the_catalog_as_it_was_to_the_next(tmp_path: Path) -> None:
    with running(tmp_path) as registry:
        add(registry, "one")
        assert found(registry) == ["one"]
        file = catalog_of(registry).file.path
        arguments = [sys.executable, "-c", HOLDING, str(file)]
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "holding\n"
            add(registry, "two")
            catalog = catalog_of(registry)
            assert not catalog.catch_up()
            with site_opened(registry) as site:
                answer = Asking(registry, site, ANONYMOUS, NOW).search(Query(words="one"))
                assert (answer.total, answer.is_fresh) == (1, False)
            process.send_signal(signal.SIGKILL)
        assert found(registry) == ["one", "two"]


def test_one_lock_at_a_time(tmp_path: Path) -> None:
    first, second = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    assert first.acquire()
    assert first.acquire()
    assert not second.acquire()
    first.release()
    first.release()
    assert second.acquire()
    second.release()


def test_a_database_in_memory_has_a_temporary_catalog() -> None:
    ini = {
        "zodbconn.uri": "memory://",
        "zodbconn.uri.work": "memory://",
        "contentsite.security.secret": SECRET,
        "contentsite.catalog.index": "false",
    }
    registry = make_app(ini).registry
    add(registry, "one")
    assert found(registry) == ["one"]
    folder = catalog_of(registry).file.path.parent
    assert folder.is_dir()
    close_databases(registry)
    assert not folder.exists()


def test_what_is_no_damage_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_arguments: Any) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with running(tmp_path) as registry:
        catalog = catalog_of(registry)
        monkeypatch.setattr(catalog.indexer, "catch_up", fails)
        with pytest.raises(sqlite3.OperationalError):
            catalog.catch_up()
