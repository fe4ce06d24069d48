"""The first start: a new database gets a site, and sample content where the settings ask for it."""

from __future__ import annotations

import logging
from typing import Any

from .storage.connection import found_site
from .types.site import Site
from .web.registry import settings_of

LOG = logging.getLogger(__name__)


def begin(registry: Any) -> None:
    """Make sure that the database holds a site that this version can serve."""
    settings = settings_of(registry)

    def make() -> Site:
        site = Site(title=settings.site.title)
        site.language = settings.site.language
        return site

    if found_site(registry, make):
        LOG.info("a new site was made")
