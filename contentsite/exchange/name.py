"""Names in the tree: from slugs, file names and titles to something that a folder accepts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import count
from urllib.parse import unquote

LONGEST = 200
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f/\u2028\u2029\ud800-\udfff]")
_BETWEEN_WORDS = re.compile(r"[^\w.~]+|_{2,}")


def decode_percent(text: str) -> str:
    """Undo percent-encoding and compose the letters; what is not UTF-8 stays as it was."""
    try:
        decoded = unquote(text, errors="strict")
    except UnicodeDecodeError:
        decoded = text
    return unicodedata.normalize("NFC", decoded)


def fit_name(slug: str) -> str:
    """Keep a given slug as far as a folder may accept it as a name; "" where nothing is left."""
    name = _UNFIT.sub("", decode_percent(slug)).strip().lstrip("@+")
    return "" if name in {".", ".."} else name[:LONGEST].strip()


def make_name(title: str) -> str:
    """Make a name of words in any script: "Ο Τίτλος, 2" gives "ο-τίτλος-2"; "" of signs alone."""
    words = _BETWEEN_WORDS.sub("-", unicodedata.normalize("NFC", title).lower())
    return fit_name(words.strip("-._~")[:LONGEST]).rstrip("-._")


def numbered(name: str) -> Iterator[str]:
    """Yield a name, then the same with numbers: "b.png", "b-2.png", "b-3.png"."""
    stem, dot, suffix = name.rpartition(".") if "." in name.strip(".") else (name, "", "")
    yield name
    for number in count(2):
        ending = f"-{number}{dot}{suffix}"
        yield stem[: LONGEST - len(ending)] + ending


def unique_name(name: str, is_taken: Callable[[str], bool]) -> str:
    """Number a name that is taken: "a-2", "a-3", "b-2.png"."""
    return next(candidate for candidate in numbered(name) if not is_taken(candidate))


class Names:
    """The names given out so far, by parent; what differs in case alone counts as the same."""

    def __init__(self) -> None:
        self._taken: dict[str | None, set[str]] = {}
        self._next: dict[tuple[str | None, str], Iterator[str]] = {}

    def claim(self, parent: str | None, name: str) -> str:
        """Give out `name`, with a number where it was given out under `parent` before."""
        taken = self._taken.setdefault(parent, set())
        candidates = self._next.setdefault((parent, name), numbered(name))
        free = next(one for one in candidates if one.casefold() not in taken)
        taken.add(free.casefold())
        return free
