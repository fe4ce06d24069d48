"""The values of file and image fields: immutable descriptions that point at a blob.

A changed file is a new value with a new Blob: a committed blob is never written again, so that
copies and versions of a node can share it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import zip_longest
from typing import Any

from ZODB.blob import Blob


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file: its name as given, its type by content, its size in bytes, and where its bytes are."""

    filename: str
    content_type: str
    size: int
    blob: Blob


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredImage(StoredFile):
    """An image: a file with its size in pixels."""

    width: int
    height: int
    fitted: StoredImage | None = None
    """The same scaled to fit a screen, where this one is larger: what pages show."""

    def __setstate__(self, state: list[Any]) -> None:
        """Take what was stored; one of before there was `fitted` has none."""
        for field, value in zip_longest(fields(self), state):
            object.__setattr__(self, field.name, value)
