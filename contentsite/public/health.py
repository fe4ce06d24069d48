"""`/@@health`: whether this process can answer requests."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.security import NO_PERMISSION_REQUIRED
from ZODB.POSException import POSError

from contentsite.storage.connection import SiteError, site_opened
from contentsite.web.traverser import without_database


def health(request: Any) -> dict[str, str]:
    """Answer 200 "ready" when the site can be read from the database, else 503 "not ready"."""
    request.response.headers["Cache-Control"] = "no-store"
    try:
        with site_opened(request.registry) as site:
            site._p_activate()
    except (SiteError, POSError, OSError):
        request.response.status_int = 503
        return {"status": "not ready"}
    return {"status": "ready"}


def includeme(config: Configurator) -> None:
    """Register the answer outside of traversal: it must not need the database to say that there is none."""
    config.add_route(
        "health", "/@@health", request_method=("GET", "HEAD"), factory=without_database
    )
    config.add_view(
        health,
        route_name="health",
        renderer="json",
        permission=NO_PERMISSION_REQUIRED,
        request_method=("GET", "HEAD"),
    )
