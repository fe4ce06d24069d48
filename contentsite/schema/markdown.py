"""Markdown as it is shown: CommonMark with tables and strikethrough, rendered and sanitised."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from markdown_it import MarkdownIt

from .sanitize import sanitize

_PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


@lru_cache(maxsize=128)
def render_markdown(source: str) -> str:
    """Return the sanitised HTML of a Markdown text; the last 128 texts are kept."""
    try:
        return sanitize(str(_PARSER.render(source)))
    except ValueError:
        # more than any text has: shown as it was written
        return f"<pre>{escape(source)}</pre>"
