"""The versions of a page: the list, how it looked then or will look, and what differs."""

from __future__ import annotations

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Register the screens."""
    for part in (".history", ".preview"):
        config.include(part)
