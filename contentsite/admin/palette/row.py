"""What the palette offers: rows in groups, and which of them fit what was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from contentsite.workflow.workflow import State

_WORD: Final = re.compile(r"\w+")


class Row(NamedTuple):
    """Something to choose: a link; with `values` a form that sends them; with `does` something that a script does."""

    title: str
    icon: str
    url: str = ""
    hint: str = ""
    keys: str = ""
    """By which keys the same is done."""
    values: tuple[tuple[str, str], ...] = ()
    does: str = ""
    """"theme" or "shortcuts"."""
    also: str = ""
    """Further words by which it is found."""
    state: State | None = None
    is_waiting: bool = False
    """Whether visitors do not see it now, although it is published."""
    is_changed: bool = False


class Group(NamedTuple):
    """Rows under a heading."""

    title: str
    rows: tuple[Row, ...]


def folded(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared."""
    return tuple(_WORD.findall(text.casefold()))


def fitting(rows: Iterable[Row], typed: str) -> tuple[Row, ...]:
    """Return the rows in which each typed word begins one; those whose title begins so come first."""
    wanted = folded(typed)
    found = [row for row in rows if _fits(row, wanted)]
    return tuple(sorted(found, key=lambda row: not begins(row, typed)))


def begins(row: Row, typed: str) -> bool:
    """Tell whether the title of a row begins as was typed."""
    return " ".join(folded(row.title)).startswith(" ".join(folded(typed)))


def _fits(row: Row, wanted: tuple[str, ...]) -> bool:
    words = folded(f"{row.title} {row.also}")
    return all(any(word.startswith(each) for word in words) for each in wanted)
