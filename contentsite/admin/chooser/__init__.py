"""Choosing a node of the site: by its place in the tree, or by its words. A purpose tells which may be chosen."""

from __future__ import annotations

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Register the dialog and its parts."""
    for part in (".screen", ".refer"):
        config.include(part)
