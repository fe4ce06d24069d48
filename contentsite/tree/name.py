"""The names of nodes, which are the segments of their addresses.

A given name is kept (in Unicode's form NFC); a new one is made from the title.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from typing import Final

from contentsite.sentence import _

MAX_LENGTH: Final = 200

# also marks that turn the direction of writing, and characters that show as nothing at all
_CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]"
    r"|[\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_NOT_ASCII_WORD = re.compile(r"[^a-z0-9]+")
_NOT_WORD = re.compile(r"[^\w]+")
_MARK = re.compile(r"[\u0300-\u036f]+")
_GREEK = "a v g d e z i th i k l m n x o p r s s t y f ch ps o"
_CYRILLIC = "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch  y  e yu ya"
_LETTERS = "ß=ss æ=ae ø=o œ=oe đ=d ł=l ð=d þ=th є=ie і=i ґ=g ђ=dj ј=j љ=lj њ=nj ћ=c"
_FOLDED: Final = str.maketrans(
    {
        **{chr(ord("α") + number): latin for number, latin in enumerate(_GREEK.split(" "))},
        **{chr(ord("а") + number): latin for number, latin in enumerate(_CYRILLIC.split(" "))},
        **dict(pair.split("=") for pair in _LETTERS.split(" ")),
    }
)


class InvalidName(ValueError):  # noqa: N818
    """A node cannot have this name; the message says why."""


def check_name(name: str) -> str:
    """Return the name in form NFC, or raise InvalidName."""
    name = unicodedata.normalize("NFC", name)
    if name in ("", ".", ".."):
        raise InvalidName(
            _("{name} cannot be a name: it means a place, not a page", name=repr(name))
        )
    if "/" in name:
        raise InvalidName(_("{name} cannot be a name: it contains a slash", name=repr(name)))
    if _CONTROL.search(name):
        raise InvalidName(
            _("{name} cannot be a name: it contains a control character", name=repr(name))
        )
    if name[0] in "@+":
        raise InvalidName(
            _(
                "{name} cannot be a name: names that begin with @ or + belong to views",
                name=repr(name),
            )
        )
    if name != name.strip():
        raise InvalidName(
            _("{name} cannot be a name: it begins or ends with white space", name=repr(name))
        )
    if len(name) > MAX_LENGTH:
        raise InvalidName(
            _(
                "a name has at most {most} characters, this one has {number}",
                most=MAX_LENGTH,
                number=len(name),
            )
        )
    return name


def slug(title: str, *, unicode: bool = False) -> str:
    """Make a name of a title: lower case, words joined by hyphens; "page" where nothing is left.

    With `unicode` letters of all scripts are kept; else accents are dropped, Greek and Cyrillic are
    written in Latin letters, and what is not ASCII then is left out.
    """
    if unicode:
        words = _NOT_WORD.sub("-", unicodedata.normalize("NFC", title).casefold())
    else:
        bare = _MARK.sub("", unicodedata.normalize("NFKD", title.lower()))
        words = _NOT_WORD.sub("-", bare.translate(_FOLDED)).encode("ascii", "ignore").decode()
        words = _NOT_ASCII_WORD.sub("-", words)
    return words.strip("-_")[:100].rstrip("-_") or "page"


def free_name(wanted: str, taken: Container[str]) -> str:
    """Return the name, or one of name-2, name-3, ... that is not taken, the first where none is free between.

    O(log n) where n of them are taken: in steps that double, then by halving the last one.
    """
    if wanted not in taken:
        return wanted
    stem = wanted[: MAX_LENGTH - 12]
    free = 2
    while f"{stem}-{free}" in taken:
        free *= 2
    used = free // 2
    while free - used > 1:
        middle = (used + free) // 2
        used, free = (middle, free) if f"{stem}-{middle}" in taken else (used, middle)
    return f"{stem}-{free}"
