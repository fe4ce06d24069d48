"""Bunches: the children of one folder that are alike in type, state and author, and how many they are.

Whether somebody may see the children of a folder is nearly always one answer for a bunch. So the numbers of
a folder are added up instead of counted, and its children are walked in any order by merging their bunches.
"""

from __future__ import annotations

import sqlite3
from typing import Final

from .entry import Entry

WINDOW: Final = 1
"""What is in it has a window: when it is public is its own matter."""
OWN: Final = 2
"""It has lists of its own: each is seen by others."""
COPIES: Final = 4
"""It has working copies."""
Alike = tuple[int, int, str, str, str, int]
_INTO: Final = "(place, kind, type, owner, author, flags)"


class Bunches:
    """The bunches of a catalog that is written."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._known: dict[Alike, int] = {}
        self._more: dict[int, int] = {}

    def of(self, entry: Entry, kind: int) -> int | None:
        """Return the bunch of an entry; None for a working copy, which stands for no child of its own."""
        if entry.copy:
            return None
        key = (entry.place, kind, entry.type, entry.owner, entry.author, _flags(entry))
        found = self._known.get(key)
        if found is None:
            self._known[key] = found = self._made(key)
        return found

    def count(self, before: int | None, now: int | None) -> None:
        """Note that a child is no more in one bunch, but in another; `flush` writes that."""
        if before != now:
            for bunch, more in ((before, -1), (now, 1)):
                if bunch is not None:
                    self._more[bunch] = self._more.get(bunch, 0) + more

    def flush(self) -> None:
        """Write the numbers."""
        self._db.executemany(
            "UPDATE bunch SET number = number + ? WHERE id = ?",
            [(more, bunch) for bunch, more in self._more.items() if more],
        )
        self._more.clear()

    def drop(self, place: int) -> None:
        """Forget the bunches of a container that is gone."""
        # the number of one that is gone may be given again
        self.flush()
        self._db.execute("DELETE FROM bunch WHERE place = ?", (place,))
        self._known.clear()

    def _made(self, key: Alike) -> int:
        values = ", ".join("?" * len(key))
        row = self._db.execute(f"SELECT id FROM bunch WHERE {_INTO} = ({values})", key).fetchone()
        if row is None:
            row = (self._db.execute(f"INSERT INTO bunch{_INTO} VALUES({values})", key).lastrowid,)
        return int(row[0])


def _flags(entry: Entry) -> int:
    has_window = entry.publish_at is not None or entry.expire_at is not None
    return WINDOW * has_window + OWN * (entry.acl is not None) + COPIES * bool(entry.copies)
