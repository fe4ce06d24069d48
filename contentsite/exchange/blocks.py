"""The text of a page whose type has blocks in place of a body."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def in_blocks(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a page with its text among the blocks: in the first text that is empty, else at the end.

    A page that names no blocks gets its title, description and picture large above its text.
    """
    values = dict(given)
    body, picture = values.pop("body", ""), values.pop("picture", None)
    if "blocks" not in values:
        values["blocks"] = _opening(values, picture) if body else []
    blocks = values["blocks"]
    if body and isinstance(blocks, list | tuple):
        values["blocks"] = _with_text(list(blocks), body)
    return values


def _opening(values: Mapping[str, Any], picture: Any) -> list[dict[str, Any]]:
    hero = {"kind": "hero", "headline": values.get("title"), "lead": values.get("description")}
    return [{name: value for name, value in (hero | {"picture": picture}).items() if value}]


def _with_text(blocks: list[Any], body: str) -> list[Any]:
    place = next((n for n, each in enumerate(blocks) if _is_empty_text(each)), None)
    if place is None:
        return [*blocks, {"kind": "text", "text": body}]
    return [*blocks[:place], blocks[place] | {"text": body}, *blocks[place + 1 :]]


def _is_empty_text(block: Any) -> bool:
    return isinstance(block, dict) and block.get("kind") == "text" and not block.get("text")
