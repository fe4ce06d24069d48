"""What every page is drawn with, whichever face shows it: Jinja2, its functions, the static files."""

from __future__ import annotations

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Set up templates and static files, and let faces and plug-ins add to them."""
    for part in (".templating", ".static"):
        config.include(part)
