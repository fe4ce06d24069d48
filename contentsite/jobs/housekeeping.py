"""Once a day: what has expired is removed from the `work` database, and its file is packed.

Each task is a job, so that it is tried again when it fails, and Managers see why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from persistent import Persistent
from pyramid.config import Configurator
from ZODB.FileStorage import FileStorage

from contentsite.settings import Settings, settings_of
from contentsite.storage.connection import WORK, in_work, part_of
from contentsite.storage.packing import pack_storage

from .job import Refused
from .queue import enqueue

TASKS: Final = "contentsite.jobs.housekeeping"
DAY: Final = 24 * 60 * 60.0
PACKED_TO: Final = 1.0
"""Days of the work database's past that a pack keeps."""

Task = Callable[[Any, datetime, Settings], object]
"""What removes the expired: called with the root mapping of the work database, the moment and the settings."""


class Diary(Persistent):
    """When housekeeping was done last."""

    done = 0.0


def add_housekeeping(config: Configurator, task: Task) -> None:
    """Directive: call `task(work, now, settings)` once a day, in a transaction of its own, to remove what has expired.

    `work` is the root mapping of the work database. The function has to be repeatable.
    """
    name = f"{task.__module__}:{task.__qualname__}"

    def register() -> None:
        config.registry.setdefault(TASKS, {})[name] = task

    config.action(("housekeeping", name), register)


def tend(registry: Any, work: Any, now: float) -> None:
    """Enqueue the tasks of a day, once a day; also after the clock was set back."""
    diary = part_of(work, "housekeeping", Diary)
    if 0 <= now - diary.done < DAY:
        return
    diary.done = now
    for name in registry.get(TASKS, {}):
        enqueue(work, "housekeeping", {"task": name})
    enqueue(work, "pack", {})


def run_task(registry: Any, values: Mapping[str, Any]) -> None:
    """Do a housekeeping job."""
    task = registry.get(TASKS, {}).get(values["task"])
    if task is None:
        raise Refused(f"{values['task']} is no task of this site any more")
    in_work(registry, lambda work: task(work, datetime.now(UTC), settings_of(registry)))


def pack_work(registry: Any, _values: Mapping[str, Any]) -> None:
    """Pack the work database, where this process has its file: it grows by each sign-in."""
    storage = registry._zodb_databases[WORK].storage
    if isinstance(storage, FileStorage):
        pack_storage(storage, PACKED_TO, keep_old=False)
