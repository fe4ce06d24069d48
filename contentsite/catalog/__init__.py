"""The catalog: a projection of the site's transaction log into a file, which search asks."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.events import NewRequest

from .catalog import STARTED, follow


def includeme(config: Configurator) -> None:
    """Keep the catalog up to date, from the first request on."""
    config.add_subscriber(_begin, NewRequest)


def _begin(event: Any) -> None:
    registry = event.request.registry
    if STARTED not in registry:
        follow(registry)
