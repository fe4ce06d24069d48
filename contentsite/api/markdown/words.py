"""What is shown of a value, as words and links of Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .escaped import escaped, link


def words_of(value: Any) -> Iterator[str]:
    """Yield what is shown of a value, as words and links."""
    if isinstance(value, list | tuple):
        for each in value:
            yield from words_of(each)
    elif isinstance(value, dict):
        address = value.get("@id") or value.get("download")
        words = str(value.get("title") or value.get("filename") or "")
        yield link(words, address) if address else escaped(words)
    elif value not in (None, ""):
        yield escaped(str(value))
