"""A stored site whose changes are recorded, and what its log says."""

from __future__ import annotations

from typing import Any

from stored import Stored

from contentsite.security.audit.changes import SUBSCRIBERS
from contentsite.security.audit.entry import Entry
from contentsite.security.audit.log import log_of
from contentsite.security.audit.search import Wanted, search
from contentsite.tree.events import subscribe


def recording(stored: Stored) -> Any:
    """Record what happens in the site from now on."""
    log_of(stored.site)
    for kind, subscriber in SUBSCRIBERS:
        subscribe(stored.db, kind, subscriber)
    return stored.look()


def log(site: Any, **wanted: Any) -> list[Entry]:
    """Return the entries of a site, oldest first."""
    found = search((log_of(site),), Wanted(**wanted), 1_000).found
    return [each.entry for each in reversed(found)]


def said(site: Any) -> list[tuple[str, str, str]]:
    """Return action, path and detail of all entries, oldest first."""
    return [(entry.action, entry.path, entry.detail) for entry in log(site)]
