"""Signing in: by a password, by a link that came by mail, and the first Manager of a new site."""

from __future__ import annotations

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Register the screens."""
    for part in (".sign_in", ".first_manager", ".forgotten", ".reset"):
        config.include(part)
