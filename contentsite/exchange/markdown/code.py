"""Finds code in Markdown text: fences, indented blocks, spans, and shortcodes that hold code."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PREFIX = r"[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]+|>[ \t]*){0,8}"
_FENCE = re.compile(_PREFIX + r"(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")
_TICKS = re.compile(r"(?<!\\)`+")
CODE_NAMES = frozenset({"prism", "codesh", "highlight", "code", "codeblock", "raw"})
_OPAQUE = re.compile(rf"\[(?P<name>{'|'.join(sorted(CODE_NAMES))})(?=[\s=\]])[^\[\]\n]*\]", re.I)

Span = tuple[int, int]


class _Lines:
    """Reads a text line by line and gives the spans of code in it."""

    def __init__(self, text: str, *, with_shortcodes: bool) -> None:
        self._text = text
        self._with_shortcodes = with_shortcodes
        self._paragraph = 0
        self._in_list = False
        self._blank = True
        self._unclosed: set[str] = set()

    def spans(self) -> Iterator[Span]:
        position = 0
        while position < len(self._text):
            end = self._line_end(position)
            line = self._text[position:end]
            fence, opaque = _FENCE.match(line), _OPAQUE.search(line)
            if fence and not (opaque and opaque.start() < fence.start("fence")):
                yield from self._ticks(position)
                closed = self._closing(fence["fence"], end)
                yield position, closed
                position = self._paragraph = closed
            elif opaque and not self._is_ticked(line, opaque.start()):
                yield from self._ticks(position + opaque.start())
                start = position + opaque.end()
                position = self._paragraph = self._past(opaque["name"], start)
                if self._with_shortcodes and position > start:
                    yield start, position
            else:
                yield from self._plain(line, position, end)
                position = end
        yield from self._ticks(len(self._text))

    def _plain(self, line: str, position: int, end: int) -> Iterator[Span]:
        if not line.strip():
            yield from self._ticks(position)
            self._paragraph, self._blank = end, True
            return
        indented = line.startswith(("    ", "\t"))
        if indented and self._blank and not self._in_list:
            yield position, end
            self._paragraph = end
            return
        self._in_list = bool(_ITEM.match(line)) or (self._in_list and line[:1] in " \t")
        self._blank = False

    def _line_end(self, position: int) -> int:
        found = self._text.find("\n", position)
        return len(self._text) if found < 0 else found + 1

    def _closing(self, fence: str, position: int) -> int:
        """Find the end of a fence: a line of as many marks, or the end of the text."""
        closing = re.compile(rf"[ \t>]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$")
        while position < len(self._text):
            end = self._line_end(position)
            if closing.match(self._text[position:end].rstrip("\n")):
                return end
            position = end
        return len(self._text)

    def _past(self, name: str, position: int) -> int:
        """Find the end of a shortcode; where it is not closed, its tag alone is passed."""
        if name.lower() in self._unclosed:
            return position
        found = re.compile(rf"\[/{re.escape(name)}\]", re.IGNORECASE).search(self._text, position)
        if found is None:
            self._unclosed.add(name.lower())
        return found.end() if found else position

    def _is_ticked(self, line: str, column: int) -> bool:
        return any(start < column < end for start, end in _tick_spans(line))

    def _ticks(self, end: int) -> Iterator[Span]:
        start, self._paragraph = self._paragraph, end
        for first, last in _tick_spans(self._text[start:end]):
            yield start + first, start + last


def _tick_spans(text: str) -> Iterator[Span]:
    """Give the code spans of one paragraph: from some backticks to as many again."""
    if "`" not in text:
        return
    runs = [(m.start(), m.end()) for m in _TICKS.finditer(text)]
    later: dict[int, list[int]] = {}
    for index in range(len(runs) - 1, -1, -1):
        later.setdefault(runs[index][1] - runs[index][0], []).append(index)
    index = 0
    while index < len(runs):
        same = later[runs[index][1] - runs[index][0]]
        while same and same[-1] <= index:
            same.pop()
        if same:
            yield runs[index][0], runs[same[-1]][1]
            index = same[-1]
        index += 1


def code_spans(text: str, *, with_shortcodes: bool = True) -> list[Span]:
    """Give start and end of all code in Markdown text, in order; that in shortcodes if asked."""
    return sorted(_Lines(text, with_shortcodes=with_shortcodes).spans())


def outside(text: str, spans: list[Span]) -> Iterator[tuple[bool, str]]:
    """Give the pieces of a text, each with whether it is code."""
    position = 0
    for start, end in spans:
        if start > position:
            yield False, text[position:start]
        if end > position:
            yield True, text[max(start, position) : end]
            position = end
    if position < len(text):
        yield False, text[position:]
