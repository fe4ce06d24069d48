"""The file of a catalog: SQLite, in WAL mode, so that it is read while it is written."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from queue import Empty, LifoQueue
from threading import Lock
from typing import Final

BUSY: Final = 10.0
"""Seconds to wait for what another process writes."""
_CACHE: Final = -16_000
_MAPPED: Final = 256 << 20


class CatalogFile:
    """Gives connections to the file, each to one thread at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: LifoQueue[sqlite3.Connection] = LifoQueue()
        self._writing = Lock()
        self._writer: sqlite3.Connection | None = None
        self._is_closed = False

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that cannot write, and shows one state of the catalog while it is given."""
        try:
            db = self._idle.get_nowait()
        except Empty:
            db = self._connected()
            db.execute("PRAGMA query_only = ON")
        try:
            db.execute("BEGIN")
            yield db
        finally:
            db.rollback()
            self._idle.put(db) if not self._is_closed else db.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the one connection that writes."""
        with self._writing:
            if self._writer is None:
                self._writer = self._connected()
            yield self._writer

    def close(self) -> None:
        """Close all connections that nobody uses; those in use are closed when they are given back."""
        self._is_closed = True
        with self._writing:
            if self._writer is not None:
                self._writer.close()
                self._writer = None
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                return

    def _connected(self) -> sqlite3.Connection:
        try:
            return _open(self.path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            # it is no catalog, or a damaged one: there is nothing in it that cannot be made anew
            remove(self.path)
            return _open(self.path)


def _open(path: Path) -> sqlite3.Connection:
    # what is in there is not for other users of the machine; files beside it get the same mode
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    db = sqlite3.connect(path, timeout=BUSY, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
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
