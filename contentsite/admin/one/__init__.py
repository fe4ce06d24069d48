"""What is done with one page as a whole: its state, its place and its name; and which pages link to it."""

from __future__ import annotations

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Register the screens."""
    for part in (".links", ".rename", ".move", ".copy", ".delete", ".state"):
        config.include(part)
