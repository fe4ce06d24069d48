"""The bell of a process: rung when a job was stored here, so that nobody waits for the next look."""

from __future__ import annotations

from threading import Event
from typing import Any
from weakref import WeakKeyDictionary

_BELLS: WeakKeyDictionary[Any, Event] = WeakKeyDictionary()


def bell_of(db: Any) -> Event:
    """Return the bell of a database in this process."""
    return _BELLS.setdefault(db, Event())


def wake_after_commit(work: Any) -> None:
    """Ring when the transaction of this root mapping is committed."""
    connection = work._p_jar
    bell = bell_of(connection.db())
    connection.transaction_manager.get().addAfterCommitHook(_ring, (bell,))


def _ring(stored: bool, bell: Event) -> None:
    if stored:
        bell.set()
