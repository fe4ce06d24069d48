"""The public face: pages, feeds, sitemap, files and errors, as visitors see them."""

from __future__ import annotations

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Register the public face."""
    for part in (
        ".functions",
        ".errors",
        ".files",
        ".feed",
        ".sitemap",
        ".search",
        ".health",
    ):
        config.include(part)
