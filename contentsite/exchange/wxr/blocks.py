"""The block editor's comments: `<!-- wp:name {"json": ...} -->`."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Any

from contentsite.exchange.html.markup import replace_comments

_MARK = "<!-- wp:"
_BLOCK = re.compile(r"\s*wp:(?P<name>[a-z][\w/-]*+)\s*(?P<json>\{.*\})?\s*/\s*", re.DOTALL)
_DEEPEST = 5
_PARTS = re.compile(r"^(?:post|query|comment|site|navigation|home|term|archive|avatar|loginout)")
"""Blocks that show what this product's own templates show: titles, dates, listings."""


def has_blocks(text: str) -> bool:
    """Whether a body comes from the block editor, so that line ends mean nothing."""
    return _MARK in text


def _attributes(source: str | None) -> dict[str, Any]:
    try:
        read = json.loads(source or "{}")
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


@dataclass(slots=True)
class Blocks:
    """Replaces the blocks that have no HTML of their own."""

    reusable: Callable[[str], str | None]
    """Gives the text of a reusable block by its number."""
    lost: Counter[str] = field(default_factory=Counter)
    """Blocks that the old site's program filled, by name."""

    def replace(self, text: str, depth: int = 0) -> str:
        """Give the text with reusable blocks and embeds written out, and no comment left."""
        return replace_comments(text, lambda comment: self._comment(comment, depth))

    def _comment(self, comment: str, depth: int) -> str:
        match = _BLOCK.fullmatch(comment)
        if match is None:
            return ""
        return self._block(match["name"].removeprefix("core/"), match["json"], depth)

    def _block(self, name: str, source: str | None, depth: int) -> str:
        attributes = _attributes(source)
        if name == "block":
            found = self.reusable(str(attributes.get("ref", ""))) if depth < _DEEPEST else None
            if found is not None:
                return f"\n\n{self.replace(found, depth + 1)}\n\n"
        url = attributes.get("url")
        if isinstance(url, str) and url.startswith(("http://", "https://")):
            return _link(name, url, attributes)
        if not _PARTS.match(name):
            self.lost[name] += 1
        return "\n\n"


def _link(name: str, url: str, attributes: dict[str, Any]) -> str:
    if "embed" in name:
        return f"\n\n{escape(url)}\n\n"
    text = str(attributes.get("label") or attributes.get("service") or url)
    link = f'<a href="{escape(url)}">{escape(text)}</a>'
    return f"<li>{link}</li>" if name == "social-link" else f"\n\n{link}\n\n"
