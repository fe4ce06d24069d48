"""What differs between two texts, by words: what was taken out, what was put in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from html import unescape
from typing import Final, NamedTuple

SAME: Final = "same"
GONE: Final = "del"
NEW: Final = "ins"
CUT: Final = "cut"
"""A part in which nothing differs, left out."""

_TOKEN: Final = re.compile(r"\w+|\s+|[^\w\s]")
_BREAK: Final = re.compile(
    r"(?i)\s*(?:<br\s*/?>|</?(?:p|div|h[1-6]|li|ul|ol|d[ltd]|t[rdh]|table|blockquote|figure|figcaption"
    r"|pre|hr)\b[^>]*>)\s*"
)
_TAG: Final = re.compile(r"<[^>]*>")
_MOST: Final = 4_000_000
"""Beyond so many pairs of words (2,000 by 2,000) a passage is shown as replaced as a whole."""


class Part(NamedTuple):
    """A stretch of text, and whether it is in both texts, in the first only, or in the second only."""

    kind: str
    text: str


def compare_texts(before: str, after: str) -> tuple[Part, ...]:
    """Return the parts of two texts in order: paragraphs first, words within those that differ."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[Part] = []
    for kind, a, b in _steps(old, new):
        if kind == SAME:
            found += _shortened(a)
        else:
            found += _by_words("".join(a), "".join(b))
    return tuple(_joined(found))


def prose_of(html: str) -> str:
    """Return the words of HTML, a line for each paragraph."""
    lines = (unescape(_TAG.sub("", line)).strip() for line in _BREAK.sub("\n", html).splitlines())
    return "\n".join(" ".join(line.split()) for line in lines if line)


def _by_words(before: str, after: str) -> Iterator[Part]:
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(old) * len(new) > _MOST:
        yield from _exchanged(before, after)
        return
    for kind, a, b in _steps(old, new):
        if kind == SAME:
            yield Part(SAME, "".join(a))
        else:
            yield from _exchanged("".join(a), "".join(b))


def _exchanged(before: str, after: str) -> Iterator[Part]:
    if before:
        yield Part(GONE, before)
    if after:
        yield Part(NEW, after)


def _steps(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        yield (SAME if kind == "equal" else kind), old[a:b], new[c:d]


def _shortened(lines: Sequence[str]) -> Iterator[Part]:
    """Yield lines that are alike; of many only the first and the last ones."""
    if len(lines) <= 4:
        yield Part(SAME, "".join(lines))
        return
    yield Part(SAME, "".join(lines[:1]))
    yield Part(CUT, "".join(lines[1:-1]))
    yield Part(SAME, "".join(lines[-1:]))


def _joined(parts: Sequence[Part]) -> Iterator[Part]:
    kind, text = "", ""
    for part in parts:
        if part.kind == kind:
            text += part.text
            continue
        if text:
            yield Part(kind, text)
        kind, text = part
    if text:
        yield Part(kind, text)
