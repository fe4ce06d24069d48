"""Sharing: who may do what with a node and with what is below it, and why."""

from __future__ import annotations

from typing import Final

from pyramid.config import Configurator

PARTS: Final = (".screen", ".why")


def includeme(config: Configurator) -> None:
    """Register the screens."""
    for part in PARTS:
        config.include(part)
