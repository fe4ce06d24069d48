"""A site in a database of its own, to be looked at warm, cold, or after the database was reopened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import transaction
from ZODB import DB
from ZODB.FileStorage import FileStorage

from contentsite.types.site import Site


class Stored:
    """A site on disk. `look` stores what was changed and gives the site as somebody else finds it."""

    def __init__(self, folder: Path, how: str = "cold", **options: Any) -> None:
        self.path = folder / "Data.fs"
        self.how = how
        self.options = options
        self._open()
        self.connection.root()["contentsite"] = Site(title="Site")
        self.manager.commit()
        self.manager.begin()

    def _open(self) -> None:
        self.db = DB(FileStorage(str(self.path), blob_dir=f"{self.path}.blobs"), **self.options)
        self.manager = transaction.TransactionManager(explicit=True)
        self.manager.begin()
        self.connection = self.db.open(transaction_manager=self.manager)

    @property
    def site(self) -> Site:
        return self.connection.root()["contentsite"]

    def look(self) -> Site:
        self.manager.commit()
        self.manager.begin()
        if self.how == "cold":
            self.connection.cacheMinimize()
        elif self.how == "reopened":
            self.reopen()
        return self.site

    def reopen(self, **options: Any) -> Site:
        """Close and open the database, as another process would; what was not stored is lost."""
        self.options.update(options)
        self.close()
        self._open()
        return self.site

    def forget(self) -> Site:
        """Take back what was not stored."""
        self.manager.abort()
        self.manager.begin()
        return self.site

    def size(self) -> int:
        return self.path.stat().st_size

    def close(self) -> None:
        self.manager.abort()
        self.connection.close()
        self.db.close()
