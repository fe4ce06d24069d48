"""Blocks in front matter: their rich texts are written in Markdown, like the text of a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contentsite.schema.blocks import block_classes


def with_markup(blocks: Any, markup: Callable[[str], str]) -> Any:
    """Return blocks as they were given, with what `markup` makes of each rich text."""
    if not isinstance(blocks, list):
        return blocks
    return [_block(each, markup) if isinstance(each, dict) else each for each in blocks]


def _block(given: dict[str, Any], markup: Callable[[str], str]) -> dict[str, Any]:
    cls = block_classes().get(str(given.get("kind", "")))
    prose = {n for n, spec in cls.fields().items() if spec.kind == "rich_text"} if cls else ()
    return {
        name: markup(value) if name in prose and isinstance(value, str) and value else value
        for name, value in given.items()
    }
