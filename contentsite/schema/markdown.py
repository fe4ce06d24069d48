"""Markdown as it is shown: CommonMark with tables and strikethrough, rendered and sanitised."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from html import escape

from markdown_it import MarkdownIt

from .sanitize import sanitize

MOST_MARKS = 50_000
"""So many marks of emphasis and links a text may have: its parser takes some 50 µs for each."""
_MARKS = "[*_~"
_PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


@lru_cache(maxsize=128)
def render_markdown(source: str) -> str:
    """Return the sanitised HTML of a Markdown text; one with more than any text has is shown as it was written.

    The last 128 texts are kept.
    """
    if sum(map(source.count, _MARKS)) <= MOST_MARKS:
        # more tags than any text has
        with suppress(ValueError):
            return sanitize(str(_PARSER.render(source)))
    return f"<pre>{escape(source)}</pre>"
