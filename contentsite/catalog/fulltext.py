"""The texts of entries as they stand, and the index of their words."""

from __future__ import annotations

import sqlite3
from typing import Final

from .entry import Texts
from .fold import folded
from .terms import Terms

GATHERED: Final = 4_000
"""So many texts are indexed together."""
_ADD: Final = "INSERT INTO words(rowid, title, description, tags, text) VALUES(?, ?, ?, ?, ?)"
_ADD_TITLE: Final = "INSERT INTO titles(rowid, title) VALUES(?, ?)"
# an index without the texts wants to be told which words it had
_FORGET: Final = "INSERT INTO words(words, rowid, title, description, tags, text) VALUES('delete', ?, ?, ?, ?, ?)"
_FORGET_TITLE: Final = "INSERT INTO titles(titles, rowid, title) VALUES('delete', ?, ?)"


class FullText:
    """The texts of a catalog that is written. For `known` see `terms.py`; what is put is indexed after `flush`."""

    def __init__(self, db: sqlite3.Connection, known: set[str]) -> None:
        self._db = db
        self._terms = Terms(db, known)
        self._waiting: list[tuple[int, str, str, str, str]] = []
        self._titles: list[tuple[int, str]] = []

    def of(self, entry: int) -> Texts:
        """Return the texts of an entry."""
        found: Texts = self._db.execute(
            "SELECT title, description, tags, text FROM body WHERE id = ?", (entry,)
        ).fetchone()
        return found

    def put(self, entry: int, texts: Texts, before: Texts | None) -> None:
        """Enter the texts of an entry in place of those that it had, if any."""
        if before == texts:
            return
        is_new_title = before is None or before[0] != texts[0]
        if before is not None:
            self._take(entry, before, with_title=is_new_title)
        self._db.execute("INSERT OR REPLACE INTO body VALUES(?, ?, ?, ?, ?)", (entry, *texts))
        title, description, tags, text = map(folded, texts)
        self._waiting.append((entry, title, description, tags, text))
        if is_new_title:
            self._titles.append((entry, title))
        self._terms.add(" ".join((title, description, tags, text)))
        if len(self._waiting) == GATHERED:
            self.flush()

    def forget(self, entry: int, texts: Texts) -> None:
        """Take out the texts of an entry."""
        self._take(entry, texts, with_title=True)
        self._db.execute("DELETE FROM body WHERE id = ?", (entry,))

    def flush(self) -> None:
        """Index what waits, in order: FTS5 writes what it has gathered whenever a number is less than the last."""
        self._waiting.sort()
        self._titles.sort()
        self._db.executemany(_ADD, self._waiting)
        self._db.executemany(_ADD_TITLE, self._titles)
        self._waiting.clear()
        self._titles.clear()

    def _take(self, entry: int, texts: Texts, *, with_title: bool) -> None:
        self.flush()
        known = [folded(text) for text in texts]
        self._db.execute(_FORGET, (entry, *known))
        if with_title:
            self._db.execute(_FORGET_TITLE, (entry, known[0]))
