"""What those who look after a site see: what is still to be done, and who did what."""

from __future__ import annotations

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Register the screens."""
    for part in (".jobs", ".audit"):
        config.include(part)
