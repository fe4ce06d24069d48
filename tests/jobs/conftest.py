"""A queue in a database of its own, and what is known of a process that drains it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ZODB import DB
from ZODB.FileStorage import FileStorage

from contentsite.ini import load_settings
from contentsite.jobs.drain import Drainer
from contentsite.jobs.housekeeping import Diary
from contentsite.jobs.job import KINDS, Job, Kind
from contentsite.jobs.queue import enqueue, queue_of
from contentsite.settings import SETTINGS
from contentsite.storage.connection import in_work, part_of


class Clock:
    """A wall clock and a steady one, which go on only when told."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0
        self.steady = 100.0

    def go(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds
        self.steady += seconds

    def drainer(self, registry: Any) -> Drainer:
        """A process that looks at these clocks."""
        return Drainer(registry, clock=lambda: self.now, monotonic=lambda: self.steady)


class Registry(dict[str, Any]):
    """What jobs need of Pyramid's registry: databases, settings, kinds of jobs."""

    def __init__(self, work: DB, **settings: str) -> None:
        super().__init__()
        self._zodb_databases = {"work": work}
        ini = {"contentsite.security.secret": "x" * 40}
        ini |= {f"contentsite.{key.replace('__', '.')}": value for key, value in settings.items()}
        self[SETTINGS] = load_settings(ini, {})
        self[KINDS] = {}
        self.done: list[Any] = []

        def no_housekeeping(work: Any) -> None:
            part_of(work, "housekeeping", Diary).done = 1_799_999_999.0
            queue_of(work)

        in_work(self, no_housekeeping)

    def kind(self, name: str, run: Callable[[Any, Any], None], longest: float = 60.0) -> None:
        """Let a function do the jobs of a kind."""
        self[KINDS][name] = Kind(run, name, longest, lambda values: "")

    def ask(self, kind: str = "note", clock: Any = time.time, **values: Any) -> str:
        """Enqueue a job and commit."""
        return in_work(self, lambda work: enqueue(work, kind, values, clock=clock))

    def waiting(self) -> list[Job]:
        """The jobs that wait."""
        return in_work(self, lambda work: list(queue_of(work).waiting()))

    def failed(self) -> list[Job]:
        """The jobs that were given up."""
        return in_work(self, lambda work: list(queue_of(work).failed()))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def make_registry(tmp_path: Path) -> Iterator[Callable[..., Registry]]:
    """Make a registry with these settings; its jobs of the kind "note" note their number."""
    databases = []

    def make(**settings: str) -> Registry:
        db = DB(FileStorage(str(tmp_path / f"work{len(databases)}.fs")))
        databases.append(db)
        registry = Registry(db, **settings)
        registry.kind("pack", lambda registry, values: None)
        registry.kind("note", lambda registry, values: registry.done.append(values.get("n")))
        return registry

    yield make
    for db in databases:
        db.close()


@pytest.fixture
def registry(make_registry: Callable[..., Registry]) -> Registry:
    return make_registry()
