"""What is done with several entries of a folder at once: one transaction, one undo, an answer for each entry."""

from __future__ import annotations

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Register the screens."""
    for part in (
        ".states",
        ".placing",
        ".clipping",
        ".trashing",
        ".tagging",
        ".renaming",
        ".uploading",
    ):
        config.include(part)
