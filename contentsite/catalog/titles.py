"""The words of titles, by folder: to find a child while its title is typed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any, Final

from .fold import words

MOST: Final = 40
"""So many words of a title are known."""
BROAD: Final = 1_000
"""Up to so many titles with a word are looked up."""
COUNTED: Final = 20_000
"""So many titles are counted to estimate how many have a word."""
_HAVING: Final = "FROM named WHERE place = :place AND word >= :first AND word < :last"


class Titles:
    """The words of titles in a catalog that is written."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def put(self, entry: int, place: int, title: str) -> None:
        """Note the title of an entry."""
        self._db.executemany(
            "INSERT INTO named VALUES(?, ?, ?)", [(place, word, entry) for word in _known(title)]
        )

    def forget(self, entry: int, place: int, title: str) -> None:
        """Take a title out again."""
        self._db.executemany(
            "DELETE FROM named WHERE place = ? AND word = ? AND id = ?",
            [(place, word, entry) for word in _known(title)],
        )


class Titled:
    """The children of a folder whose titles have all the words that somebody typed, each of which may go on."""

    def __init__(self, db: sqlite3.Connection, place: int, typed: str) -> None:
        self._db, self._place = db, place
        self.words = tuple(dict.fromkeys(words(typed[:200])))[:MOST]
        numbers = {word: self._number(word, BROAD + 1) for word in self.words}
        self._rarest = min(numbers, key=numbers.__getitem__, default="")
        self.is_broad = numbers.get(self._rarest, 0) > BROAD

    @property
    def is_everywhere(self) -> bool:
        """Tell whether more titles have them than are counted."""
        return self.is_broad and self.number() == COUNTED

    def number(self) -> int:
        """Return about how many titles have them."""
        return self._number(self._rarest, COUNTED)

    def rows(self, columns: str) -> Iterator[tuple[Any, ...]]:
        """Yield these columns of the children of which the title, or that of the working copy, may have them."""
        return self._db.execute(
            f"SELECT {columns} FROM entry WHERE id IN (SELECT DISTINCT id & ~1 {_HAVING})",
            self._bounds(self._rarest),
        )

    def has(self, title: str) -> bool:
        """Tell whether a folded title has them."""
        return all(f" {word}" in f" {title}" for word in self.words) or _has(title, self.words)

    def in_copy(self, entry: int) -> bool:
        """Tell whether the working copy of an entry has them."""
        row = self._db.execute("SELECT sort_title FROM entry WHERE id = ?", (entry | 1,)).fetchone()
        return row is not None and self.has(row[0])

    def _number(self, word: str, most: int) -> int:
        found = self._db.execute(
            f"SELECT count(*) FROM (SELECT 1 {_HAVING} LIMIT :most)",
            self._bounds(word) | {"most": most},
        )
        return int(found.fetchone()[0])

    def _bounds(self, word: str) -> dict[str, Any]:
        return {"place": self._place, "first": word, "last": word + "\U0010ffff"}


def _known(title: str) -> list[str]:
    return sorted({*words(title)[:MOST]})


def _has(title: str, wanted: tuple[str, ...]) -> bool:
    if not all(word in title for word in wanted):
        return False
    there = words(title)
    return all(any(each.startswith(word) for each in there) for word in wanted)
