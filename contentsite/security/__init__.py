"""Who may do what."""

from __future__ import annotations

from pyramid.config import Configurator

from .policy import SecurityPolicy


def includeme(config: Configurator) -> None:
    """Decide permissions by the site's policy."""
    config.set_security_policy(SecurityPolicy())
