"""Snippets: the part of a text where the words are that were looked for, and these marked.

A text is plain when it comes here, and is escaped; nothing but `<mark>` is added to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from heapq import merge
from html import escape
from typing import Final

from .fold import LETTER, PLAIN_LETTER, aligned, has_signs, is_sign
from .words import Item

LENGTH: Final = 220
BEFORE: Final = 60
READ: Final = 60_000
"""So much of a text is looked into."""
Span = tuple[int, int]
_NOTHING: Final = re.compile(r"(?!)")
_SEVERAL: Final = {"ss": "ß", "ae": "æ", "oe": "œ", "th": "þ"}
"""Letters that one sign may stand for."""


class Marker:
    """Finds items in texts. `inside` are words that are meant inside of others as well."""

    def __init__(self, items: Iterable[Item], inside: Iterable[str] = ()) -> None:
        self._items, self._inside = tuple(items), tuple(inside)
        self._patterns: dict[bool, re.Pattern[str]] = {}
        first = [item.words[0] for item in self._items]
        is_literal = not self._inside and all(word == _written(word) for word in first)
        self._literal = first if is_literal else []
        """With what each item begins in a text, where that is written in one way only."""
        self._is_plain = is_literal and all(item.is_word for item in self._items)

    def spans(self, text: str, start: int = 0, end: int = READ) -> list[Span]:
        """Return where items stand in a part of a text, in order, those that touch as one."""
        return _joined(self._found(aligned(text[:READ]), start, end))

    def _found(self, read: str, start: int, end: int) -> Iterable[Span]:
        """Return where items stand, in order."""
        if self._is_plain and not has_signs(read):
            found = (_standing(item, read, start, end) for item in self._items)
            return merge(*found) if len(self._items) > 1 else next(found, ())
        start = self._start(read, start)
        if start < 0:
            return ()
        return (each.span() for each in self._pattern(read).finditer(read, start, end))

    def _start(self, read: str, start: int) -> int:
        """Return a place before which no item can be, less than 0 where none can be: a pattern looks at each letter."""
        if not self._literal:
            return start
        return min(
            (at for word in self._literal if (at := read.find(word, start)) >= 0), default=-1
        )

    def _pattern(self, text: str) -> re.Pattern[str]:
        """Return the pattern for a text: most need not know of scripts without spaces, and it is made quickly."""
        key = has_signs(text)
        found = self._patterns.get(key)
        if found is None:
            letter = LETTER if key else PLAIN_LETTER
            self._patterns[key] = found = self._compiled(letter)
        return found

    def _compiled(self, letter: str) -> re.Pattern[str]:
        ways = [f"(?<!{letter}){letter}*?{_written(word)}{letter}*" for word in self._inside]
        ways += (_way(item, letter) for item in self._items)
        return re.compile("|".join(ways)) if ways else _NOTHING

    def marked(self, text: str) -> str:
        """Return a whole text as HTML, with the items marked."""
        return _html(text, 0, len(text), self.spans(text))

    def snippet(self, *texts: str) -> str:
        """Return as HTML the part of the first text that has an item in it, else how the first one begins."""
        for text in texts:
            read = aligned(text[:READ])
            first = next(iter(self._found(read, 0, READ)), None)
            if first is not None:
                start, end = _window(text, first)
                return _cut(text, start, end, _joined(self._found(read, start, end)))
        text = next(filter(None, texts), "")
        return _cut(text, 0, _end(text, 0), [])


def _standing(item: Item, read: str, start: int, end: int) -> Iterator[Span]:
    """Yield where a word stands by itself: to make a pattern for it would take longer than all else here."""
    word = item.words[0]
    at = read.find(word, start, end)
    while at >= 0:
        stop = at + len(word)
        while item.is_prefix and read[stop : stop + 1].isalnum():
            stop += 1
        if not (read[at - 1 : at].isalnum() or read[stop : stop + 1].isalnum()):
            yield at, stop
        at = read.find(word, stop, end)


def _way(item: Item, letter: str) -> str:
    """Return the pattern of an item: its words, and between them what separates words."""
    parts: list[str] = []
    for word in item.words:
        if parts:
            parts.append(r"[\W_]*" if is_sign(word) or is_sign(parts[-1]) else r"[\W_]+")
        parts.append(_written(word))
    first, last = item.words[0], item.words[-1]
    begins = "" if is_sign(first) else f"(?<!{letter})"
    ends = f"{letter}*" if item.is_prefix else f"(?!{letter})"
    return begins + "".join(parts) + ("" if is_sign(last) else ends)


def _written(word: str) -> str:
    """Return the pattern of a folded word as it may be written."""
    pattern = re.escape(word)
    for letters, sign in _SEVERAL.items():
        pattern = pattern.replace(letters, f"(?:{letters}|{sign})")
    return pattern


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _window(text: str, span: Span) -> Span:
    """Return the part of a text around a place, from and to the end of a word."""
    start = max(0, span[0] - BEFORE)
    if start:
        gap = text.find(" ", start, span[0])
        start = span[0] if gap < 0 else gap + 1
    return start, max(_end(text, start), span[1])


def _end(text: str, start: int) -> int:
    end = start + LENGTH
    if end >= len(text):
        return len(text)
    gap = text.rfind(" ", start, end)
    return end if gap <= start else gap


def _cut(text: str, start: int, end: int, spans: list[Span]) -> str:
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return before + _html(text, start, end, spans) + after


def _html(text: str, start: int, end: int, spans: list[Span]) -> str:
    parts: list[str] = []
    for first, last in spans:
        if start <= first and last <= end:
            parts += [escape(text[start:first]), f"<mark>{escape(text[first:last])}</mark>"]
            start = last
    return "".join((*parts, escape(text[start:end])))
