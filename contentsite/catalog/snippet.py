"""Snippets: the part of a text where the words are that were looked for, and these marked.

A text is plain when it comes here, and is escaped; nothing but `<mark>` is added to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from .fold import Token, tokens
from .words import Item

LENGTH: Final = 220
BEFORE: Final = 60
READ: Final = 60_000
"""So much of a text is looked into."""
Span = tuple[int, int]


class Marker:
    """Finds items in texts. `inside` are words that are meant inside of others as well."""

    def __init__(self, items: Iterable[Item], inside: Iterable[str] = ()) -> None:
        self._phrases = [item for item in items if not item.is_word]
        words = [item for item in items if item.is_word]
        self._words = frozenset(item.words[0] for item in words)
        self._starts = tuple(item.words[0] for item in words if item.is_prefix)
        self._inside = tuple(inside)

    def spans(self, text: str) -> list[Span]:
        """Return where items stand in a text, in order, those that touch as one."""
        found = [*tokens(text[:READ])]
        spans = [(each.start, each.end) for each in found if self._is_word(each.word)]
        for item in self._phrases:
            spans += _phrases(found, item)
        return _joined(sorted(spans))

    def marked(self, text: str) -> str:
        """Return a whole text as HTML, with the items marked."""
        return _html(text, 0, len(text), self.spans(text))

    def snippet(self, *texts: str) -> str:
        """Return as HTML the part of the first text that has an item in it, else how the first one begins."""
        for text in texts:
            if spans := self.spans(text):
                start, end = _window(text, spans[0])
                return _cut(text, start, end, spans)
        text = next(filter(None, texts), "")
        return _cut(text, 0, _end(text, 0), [])

    def _is_word(self, word: str) -> bool:
        return (
            word in self._words
            or (bool(self._starts) and word.startswith(self._starts))
            or any(each in word for each in self._inside)
        )


def _phrases(found: list[Token], item: Item) -> Iterator[Span]:
    size, first = len(item.words), item.words[0]
    for number, token in enumerate(found):
        # the last word of what is typed may go on
        if token.word == first or (size == 1 and item.is_prefix):
            words = tuple(each.word for each in found[number : number + size])
            if _is_phrase(words, item):
                yield token.start, found[number + size - 1].end


def _is_phrase(words: tuple[str, ...], item: Item) -> bool:
    if len(words) < len(item.words) or words[:-1] != item.words[:-1]:
        return False
    last = item.words[-1]
    return words[-1].startswith(last) if item.is_prefix else words[-1] == last


def _joined(spans: list[Span]) -> list[Span]:
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
    parts = []
    for first, last in spans:
        if start <= first and last <= end:
            parts += [escape(text[start:first]), f"<mark>{escape(text[first:last])}</mark>"]
            start = last
    return "".join((*parts, escape(text[start:end])))
