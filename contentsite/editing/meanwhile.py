"""Who changed a field of a page last: what somebody is told whose form is older than that."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from typing import Final, NamedTuple

from contentsite.security.people import people_of
from contentsite.tree.node import Node
from contentsite.tree.root import Root
from contentsite.versions.history import versions_of

LOOKED_AT: Final = 50
"""So many versions, the newest, are asked."""


class Change(NamedTuple):
    """By whom a field was changed, "" for a script, and when."""

    by: str
    moment: datetime


def last_change(site: Root, node: Node, field: str) -> Change | None:
    """Return who changed a field last, None where its versions do not tell."""
    for version in islice(versions_of(node), LOOKED_AT):
        if field in version.changed:
            user = people_of(site).user(version.author) if version.author else None
            by = (user.title or user.name) if user is not None else version.name
            return Change(by, version.moment)
    return None
