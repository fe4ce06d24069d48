"""Tells what kind of source a path is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from contentsite.exchange.item import SourceError
from contentsite.exchange.markdown.scan import PAGE_SUFFIXES

_HEAD = 1 << 16
_WXR = (b"wordpress.org/export/", b"<wp:wxr_version", b"WordPress eXtended RSS")


def _has_pages(folder: Path) -> bool:
    return any(
        os.path.splitext(name)[1].lower() in PAGE_SUFFIXES  # noqa: PTH122
        for _, _, names in os.walk(folder)
        for name in names
    )


def guess_format(source: Path) -> Literal["wxr", "markdown"]:
    """Say whether a path is a WordPress export or a folder of Markdown files.

    Raises SourceError, which says what was found instead, where it is neither.
    """
    if source.is_dir():
        if _has_pages(source):
            return "markdown"
        raise SourceError(f"{source}: there is no Markdown file (*.md) in this folder")
    if not source.exists():
        raise SourceError(f"{source}: no such file or folder")
    try:
        with source.open("rb") as stream:
            head = stream.read(_HEAD).replace(b"\0", b"")
    except OSError as error:
        raise SourceError(f"{source}: cannot be read: {error.strerror}") from error
    if any(mark in head for mark in _WXR):
        return "wxr"
    if source.suffix.lower() in PAGE_SUFFIXES:
        raise SourceError(f"{source}: this is one Markdown file; give the folder that it is in")
    raise SourceError(f"{source}: neither a WordPress export (WXR) nor a folder of Markdown files")
