"""The catalog of a site, as its process has it: the file, who writes it, and how fresh it is."""

from __future__ import annotations

import atexit
import logging
import sqlite3
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any, Final

from contentsite.settings import settings_of
from contentsite.storage.connection import before_closing
from contentsite.storage.progress import Progress, silent
from contentsite.storage.uri import beside

from .file import CatalogFile, is_damage
from .index import Indexer
from .layout import meta, metas
from .lock import FileLock
from .sight import Scopes, Sight
from .thread import Indexing

LOG: Final = logging.getLogger(__name__)

FILE: Final = "catalog.sqlite"
KEY: Final = "contentsite.catalog"
STARTED: Final = "contentsite.catalog.started"
PATIENCE: Final = 1.0
"""Seconds that a search waits for what its asker has just changed."""
_STEP: Final = 0.01
_MAKING: Final = Lock()


class Catalog:
    """What search asks. Made at the first asking."""

    def __init__(self, registry: Any, path: Path) -> None:
        self._storage = registry._zodb_databases[""].storage
        self.file = CatalogFile(path)
        self.indexer = Indexer(registry, self.file)
        self._lock = FileLock(path.with_name(path.name + ".lock"))
        self.thread: Indexing | None = None
        self._is_damaged = False
        self.sights: dict[Any, tuple[Sight, int]] = {}
        """What persons see, each with the moment at which that was found out; see `ask.py`."""
        self.scopes: tuple[str, Scopes] | None = None

    def start(self) -> None:
        """Keep the catalog up to date in a thread."""
        if self.thread is None:
            self.thread = Indexing(self)
            self.thread.start()

    def catch_up(self) -> bool:
        """Bring the catalog up to date, and tell whether anything was done; not where another process does it."""
        if not self._lock.acquire():
            return False
        try:
            if self._is_damaged:
                self._is_damaged = False
                self.file.renew()
            return self.indexer.catch_up()
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            LOG.warning("%s is damaged, and is made anew: %s", self.file.path, error)
            self.file.renew()
            return self.indexer.catch_up()

    def mend(self) -> None:
        """Make a damaged catalog anew, at the next step; a reader has found it out."""
        self._is_damaged = True
        if self.thread is not None:
            self.thread.ring()

    def rebuild(self, progress: Progress = silent) -> int | None:
        """Make the catalog anew, and return how many nodes are in it; None where another process writes it."""
        return self.indexer.rebuild(progress) if self._lock.acquire() else None

    def is_ready(self, db: sqlite3.Connection) -> bool:
        """Tell whether there is a catalog for this version of the site, however old."""
        return meta(db, "print") == self.indexer.print

    def freshen(self, *, wait: bool) -> bool:
        """See that what was committed before is found, and tell whether it is; `wait` a moment if need be."""
        wanted = self._storage.lastTransaction().hex()
        if self._has(wanted):
            return True
        if self.thread is None:
            self.catch_up()
            self._lock.release()
            return self._has(wanted)
        self.thread.ring()
        end = time.monotonic() + (PATIENCE if wait else 0)
        while time.monotonic() < end and not self._has(wanted):
            time.sleep(_STEP)
        return self._has(wanted)

    def close(self) -> None:
        """End the thread, and let another process write."""
        if self.thread is not None:
            self.thread.end()
            atexit.unregister(self.close)
        self.file.close()
        self._lock.release()

    def _has(self, wanted: str) -> bool:
        try:
            with self.file.reading() as db:
                known = metas(db)
        except sqlite3.DatabaseError:
            return False
        # one that knows more than the database was made of another: that was restored
        tid, is_ready = known.get("tid", ""), known.get("print") == self.indexer.print
        return is_ready and wanted <= tid <= self._storage.lastTransaction().hex()


def catalog_of(registry: Any) -> Catalog:
    """Return the catalog of an application."""
    found: Catalog | None = registry.get(KEY)
    if found is None:
        with _MAKING:
            found = registry.get(KEY) or _made(registry)
    return found


def follow(registry: Any) -> None:
    """Let this process keep the catalog up to date, unless its settings say no; once, however often it is called."""
    if STARTED in registry:
        return
    registry[STARTED] = True
    if settings_of(registry).catalog.index:
        catalog = catalog_of(registry)
        catalog.start()
        # called before the databases are closed, since that has been registered earlier
        atexit.register(catalog.close)


def _made(registry: Any) -> Catalog:
    uri = registry.settings["zodbconn.uri"]
    path, folder = Path(settings_of(registry).catalog.file or beside(uri, FILE)), None
    if path == Path():
        folder = TemporaryDirectory(prefix="contentsite-catalog-")
        path = Path(folder.name) / FILE
    found = Catalog(registry, path)
    registry[KEY] = found
    before_closing(registry, partial(_end, registry, folder))
    return found


def _end(registry: Any, folder: TemporaryDirectory[str] | None) -> None:
    catalog = registry.pop(KEY, None)
    if catalog is not None:
        catalog.close()
    if folder is not None:
        with suppress(OSError):
            folder.cleanup()
