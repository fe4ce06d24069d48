"""Finds parts of HTML text that are taken literally: code, comments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_OPENING = re.compile(r"<(pre|code|textarea|script|style)\b[^>]{0,1000}+>", re.IGNORECASE)


def code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Give start and end of each code element; one that is not closed ends where it begins."""
    position, absent = 0, set[str]()
    lower = text.lower()
    while match := _OPENING.search(text, position):
        tag = match[1].lower()
        end = -1 if tag in absent else lower.find(f"</{tag}", match.end())
        if end < 0:
            absent.add(tag)
            position = match.end()
            continue
        yield match.start(), end
        position = end


def replace_comments(text: str, replacement: Callable[[str], str]) -> str:
    """Replace HTML comments; of one that is not closed only the `<!--` goes, not the rest."""
    parts: list[str] = []
    position = 0
    while (start := text.find("<!--", position)) >= 0:
        parts.append(text[position:start])
        end = text.find("-->", start + 4)
        if end < 0:
            return "".join(parts) + text[start:].replace("<!--", "")
        parts.append(replacement(text[start + 4 : end]))
        position = end + 3
    return "".join(parts) + text[position:]


def drop_comments(text: str) -> str:
    """Take out HTML comments."""
    return replace_comments(text, lambda _comment: "")
