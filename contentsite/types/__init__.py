"""The built-in content types, each a class of a few lines with its template in `templates/`."""

from __future__ import annotations

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Register the types of this package."""
    config.scan(__name__)
