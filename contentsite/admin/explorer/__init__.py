"""The explorer: what is in a folder, found, ordered, and renamed where it stands."""

from __future__ import annotations

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Register the screens."""
    for part in (".contents", ".order", ".title", ".branch"):
        config.include(part)
