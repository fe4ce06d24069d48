"""Who may do what: people, roles, access control lists, and the one place that decides."""

from __future__ import annotations

from pyramid.config import Configurator

from .csrf import FIELD, HEADER, TokenOfCookie, is_needed
from .policy import SecurityPolicy


def includeme(config: Configurator) -> None:
    """Decide permissions by the site's policy, and let forms of this site alone change anything."""
    config.set_security_policy(SecurityPolicy())
    config.set_csrf_storage_policy(TokenOfCookie())
    config.set_default_csrf_options(
        require_csrf=True,
        token=FIELD,
        header=HEADER,
        safe_methods=("GET", "HEAD", "OPTIONS", "PROPFIND"),
        # asked for all, by the guard: Pyramid asks over https only
        check_origin=False,
        callback=is_needed,
    )
