"""The longer words that occur, so that a word is found inside a compound: "schlüssel" in "Haustürschlüssel".

Only they are indexed by groups of three letters, and not the texts: a vocabulary grows much more slowly
than what is written with it. A word that does not occur any more stays until the catalog is made anew.
"""

from __future__ import annotations

import json
import re
import sqlite3
from typing import Final

from .fold import UNSPACED

SHORTEST: Final = 6
LONGEST: Final = 60
SHORTEST_INSIDE: Final = 3
COMPOUNDING: Final = frozenset({"de", "nl", "sv", "da", "no", "nb", "nn", "fi", "et", "hu", "is"})
"""Languages that write compounds as one word: there a word is always looked for inside others."""
_KEPT: Final = 200_000
_LONG_WORD: Final = re.compile(rf"[^\W_\d{UNSPACED}]{{{SHORTEST},{LONGEST}}}")

_NEXT: Final = (
    "SELECT language FROM entry WHERE language != '' AND language > ? ORDER BY language LIMIT 1"
)
_LONG_ASCII: Final = re.compile(rf"[a-z]{{{SHORTEST},{LONGEST}}}")


class Terms:
    """The words of a catalog that is written; `known` are some that are in it, and takes more of them."""

    def __init__(self, db: sqlite3.Connection, known: set[str]) -> None:
        self._db = db
        self._known = known

    def add(self, text: str) -> None:
        """Note the longer words of a folded text."""
        pattern = _LONG_ASCII if text.isascii() else _LONG_WORD
        new = set(pattern.findall(text)) - self._known
        if len(self._known) + len(new) > _KEPT:
            self._known.clear()
        self._known |= new
        if not new:
            return
        # one question for all of them, since most are there already
        there = self._db.execute(
            "SELECT word FROM term WHERE word IN (SELECT value FROM json_each(?))",
            (json.dumps([*new]),),
        )
        for word in sorted(new.difference(row[0] for row in there)):
            added = self._db.execute("INSERT INTO term(word) VALUES(?)", (word,))
            self._db.execute(
                "INSERT INTO inside(rowid, word) VALUES(?, ?)", (added.lastrowid, word)
            )


def compounds(db: sqlite3.Connection, word: str, most: int) -> list[str]:
    """Return the shortest words that have this one inside; none for one of less than three letters.

    One of three letters has to be at an end: there is no door in "saturday".
    """
    if len(word) < SHORTEST_INSIDE:
        return []
    at_an_end = "AND (word GLOB :word || '*' OR word GLOB '*' || :word)" if len(word) == 3 else ""
    found = db.execute(
        "SELECT word FROM term WHERE id IN (SELECT rowid FROM inside WHERE inside MATCH :quoted)"
        f" AND word != :word {at_an_end} ORDER BY length(word), word LIMIT :most",
        {"quoted": f'"{word}"', "word": word, "most": most},
    )
    return [row[0] for row in found]


def is_compounding(db: sqlite3.Connection) -> bool:
    """Tell whether a site has pages in a language that writes compounds; by steps, since many have the same."""
    row = ("",)
    while (row := db.execute(_NEXT, row).fetchone()) is not None:
        if row[0].partition("-")[0].lower() in COMPOUNDING:
            return True
    return False
