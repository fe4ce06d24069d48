"""What is found across the whole site: pages, pictures and files, one's own work, and what is planned."""

from __future__ import annotations

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Register the screens."""
    for part in (".find", ".my_work", ".media", ".calendar"):
        config.include(part)
