"""The form of a node: it follows from the type, a control for each field."""

from __future__ import annotations

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Register what the scripts of the controls ask."""
    for part in (".lookup", ".tagging", ".rendering", ".checking", ".picture", ".group"):
        config.include(part)
