"""Ids of headings, made of their words as programs that render Markdown make them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

PREFIX: Final = "s-"
"""What the ids of headings begin with, so that they meet no other id of the page."""
_LONGEST: Final = 100
_SIGNS: Final = re.compile(r"[^\w\s-]")
_GAP: Final = re.compile(r"[\s-]+")


def heading_slug(words: str) -> str:
    """Return what a link calls a heading of these words: without signs, hyphens between; "page" for none.

    GitHub writes "a--b" for "A & B", other programs "a-b": both have the slug "a-b".
    """
    plain = _SIGNS.sub("", unicodedata.normalize("NFC", words).casefold())
    return _GAP.sub("-", plain).strip("-")[:_LONGEST].rstrip("-") or "page"


class Ids:
    """Gives each heading of one text an id that no other has: of two "Notes" the second is "s-notes-1"."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._times = dict.fromkeys(taken, 0)

    def claim(self, name: str) -> str:
        """Return the id of the next heading, given its words or the name that its author gave it."""
        base = wanted = PREFIX + heading_slug(name)
        while wanted in self._times:
            self._times[base] += 1
            wanted = f"{base}-{self._times[base]}"
        self._times[wanted] = 0
        return wanted
