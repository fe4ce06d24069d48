"""The file of a catalog: SQLite, in WAL mode, so that it is read while it is written."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from queue import Empty, LifoQueue
from threading import Lock
from typing import Final, NamedTuple

BUSY: Final = 10.0
"""Seconds to wait for what another process writes."""
_CACHE: Final = -16_000
_MAPPED: Final = 2**31 - 2**16
"""The most that SQLite can; address space, no memory."""


class _Opened(NamedTuple):
    """A connection, and the number by which the system knows the file that it has open."""

    db: sqlite3.Connection
    number: int


class CatalogFile:
    """Gives connections to the file, each to one thread at a time.

    A connection to a file that has been removed since, by whomever, is not given any more.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: LifoQueue[_Opened] = LifoQueue()
        self._writing = Lock()
        self._writer: _Opened | None = None
        self._is_closed = False

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that cannot write, and shows one state of the catalog while it is given."""
        opened = self._unused() or _opened(self.path, read_only=True)
        db = opened.db
        try:
            db.execute("BEGIN")
            yield db
        finally:
            db.rollback()
            if self._is_closed:
                db.close()
            else:
                self._idle.put(opened)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the one connection that writes."""
        with self._writing:
            if self._writer is not None and self._writer.number != _number(self.path):
                self._writer.db.close()
                self._writer = None
            if self._writer is None:
                self._writer = _opened(self.path)
            yield self._writer.db

    def renew(self) -> None:
        """Remove the file, which is damaged: there is nothing in it that cannot be made anew."""
        with self._writing:
            self._let_go()
            remove(self.path)

    def close(self) -> None:
        """Close all connections that nobody uses; those in use are closed when they are given back."""
        self._is_closed = True
        with self._writing:
            self._let_go()

    def _unused(self) -> _Opened | None:
        number = _number(self.path)
        while True:
            try:
                found = self._idle.get_nowait()
            except Empty:
                return None
            if found.number == number:
                return found
            found.db.close()

    def _let_go(self) -> None:
        if self._writer is not None:
            self._writer.db.close()
            self._writer = None
        while True:
            try:
                self._idle.get_nowait().db.close()
            except Empty:
                return


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Tell whether SQLite says that a file is no database, or a damaged one."""
    # what may pass, such as a full disk or a lock, are errors of a derived class
    return type(error) is sqlite3.DatabaseError


def _number(path: Path) -> int:
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return 0


def _opened(path: Path, *, read_only: bool = False) -> _Opened:
    db = _connected(path)
    if read_only:
        db.execute("PRAGMA query_only = ON")
    return _Opened(db, _number(path))


def _connected(path: Path) -> sqlite3.Connection:
    # what is in there is not for other users of the machine; files beside it get the same mode
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    db = sqlite3.connect(path, timeout=BUSY, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        # some systems let SQLite write over what is deleted, even on pages that nothing is on any more
        db.execute("PRAGMA secure_delete = OFF")
        db.execute(f"PRAGMA cache_size = {_CACHE}")
        db.execute(f"PRAGMA mmap_size = {_MAPPED}")
        db.execute("PRAGMA temp_store = MEMORY")
        with closing(db.execute("SELECT count(*) FROM sqlite_master")) as found:
            found.fetchone()
    except BaseException:
        db.close()
        raise
    return db


def remove(path: Path) -> None:
    """Remove the file of a catalog, with what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
