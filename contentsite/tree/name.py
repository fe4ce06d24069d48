"""The names of nodes, which are the segments of their addresses.

A given name is kept (in Unicode's form NFC); a new one is made from the title.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from itertools import count
from typing import Final

MAX_LENGTH: Final = 200

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_NOT_ASCII_WORD = re.compile(r"[^a-z0-9]+")
_NOT_WORD = re.compile(r"[^\w]+")
_FOLDED = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ł": "l", "ð": "d", "þ": "th"}
)


class InvalidName(ValueError):
    """A node cannot have this name; the message says why."""


def check_name(name: str) -> str:
    """Return the name in form NFC, or raise InvalidName."""
    name = unicodedata.normalize("NFC", name)
    if name in ("", ".", ".."):
        raise InvalidName(f"{name!r} cannot be a name: it means a place, not a page")
    if "/" in name:
        raise InvalidName(f"{name!r} cannot be a name: it contains a slash")
    if _CONTROL.search(name):
        raise InvalidName(f"{name!r} cannot be a name: it contains a control character")
    if name[0] in "@+":
        raise InvalidName(
            f"{name!r} cannot be a name: names that begin with @ or + belong to views"
        )
    if len(name) > MAX_LENGTH:
        raise InvalidName(f"a name has at most {MAX_LENGTH} characters, this one has {len(name)}")
    return name


def slug(title: str, *, unicode: bool = False) -> str:
    """Make a name of a title: lower case, words joined by hyphens; "page" where nothing is left.

    With `unicode` letters of all scripts are kept; else accents are dropped, and the rest that is not ASCII.
    """
    if unicode:
        words = _NOT_WORD.sub("-", unicodedata.normalize("NFC", title).casefold())
    else:
        folded = unicodedata.normalize("NFKD", title.lower().translate(_FOLDED))
        words = _NOT_ASCII_WORD.sub("-", folded.encode("ascii", "ignore").decode())
    return words.strip("-_")[:100].rstrip("-_") or "page"


def free_name(wanted: str, taken: Container[str]) -> str:
    """Return the name, or the first of name-2, name-3, ... that is not taken."""
    if wanted not in taken:
        return wanted
    stem = wanted[: MAX_LENGTH - 12]
    return next(name for n in count(2) if (name := f"{stem}-{n}") not in taken)
