"""Footnotes: `[^1]` in the text, `[^1]: ...` below, become numbers and a list at the end."""

from __future__ import annotations

import re
from collections.abc import Callable

from contentsite.exchange.markdown.code import code_spans, outside

_NOTE = re.compile(
    r"^[ ]{0,3}\[\^(?P<key>[^\]\s]{1,80})\]:[ \t]*"
    r"(?P<text>.*(?:\n(?:[ \t]{2,}\S.*|[ \t]*(?=\n[ ]{4}\S)))*)",
    re.MULTILINE,
)
_MARK = re.compile(r"\[\^([^\]\s]{1,80})\]")


def write_footnotes(text: str) -> str:
    """Give the text with its footnotes in a numbered list at the end."""
    if "[^" not in text:
        return text
    notes: dict[str, str] = {}
    kept = _outside_code(text, lambda piece: _take(piece, notes))
    order: dict[str, int] = {}

    def number(match: re.Match[str]) -> str:
        if match[1] not in notes:
            return match[0]
        return f"<sup>{order.setdefault(match[1], len(order) + 1)}</sup>"

    marked = _outside_code(kept, lambda piece: _MARK.sub(number, piece))
    for key in notes:
        order.setdefault(key, len(order) + 1)
    listed = [f"{place}. {' '.join(notes[key].split())}" for key, place in order.items()]
    return marked + ("\n\n---\n\n" + "\n".join(listed) + "\n" if listed else "")


def _take(piece: str, notes: dict[str, str]) -> str:
    for match in _NOTE.finditer(piece):
        notes.setdefault(match["key"], match["text"])
    return _NOTE.sub("", piece)


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    pieces = outside(text, code_spans(text))
    return "".join(piece if is_code else change(piece) for is_code, piece in pieces)
