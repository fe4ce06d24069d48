"""The start: a new database gets a site, an old one must be in a format that is served here."""

from __future__ import annotations

import logging
from pkgutil import resolve_name
from typing import Any, Final

from .declaration import types_of
from .storage.connection import found_site, site_opened
from .storage.evolve import check_formats, formats
from .storage.listen import tell
from .tree.events import SiteMade
from .types.site import Site
from .web.registry import settings_of

LOG = logging.getLogger(__name__)

SAMPLE: Final = "contentsite.exchange.sample:add_sample"
"""Found by its name when a new site wants it: other starts need none of the readers."""


def begin(registry: Any) -> None:
    """Make sure that the database holds a site that this version can serve.

    Raises SiteError where it does not; nothing is changed then.
    """
    settings = settings_of(registry)
    wanted = formats(registry, settings.plugins)

    def make() -> Site:
        site = Site(title=settings.site.title)
        site.language = settings.site.language
        check_formats(site, wanted)
        if settings.site.sample:
            resolve_name(SAMPLE)(site, types_of(registry))
        tell(registry, SiteMade(site))
        return site

    if found_site(registry, make):
        LOG.info("a new site was made")
    elif not registry.settings.get(EVOLVING):
        with site_opened(registry) as site:
            check_formats(site, wanted)


EVOLVING = "contentsite_evolving"
"""A key of the settings by which `contentsite evolve` opens data of an older format."""
