"""`/@@changes`: who did what to which pages, the newest first."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from contentsite.admin.given import asked
from contentsite.security.role import MANAGE
from contentsite.tree.node import Node
from contentsite.undo.change import PART, Change, id_of
from contentsite.undo.log import changes_of, parse_key
from contentsite.undo.mark import is_undone
from contentsite.web.request import Request

from .words import Link, link_to, what_of

BATCH: Final = 50
SHOWN: Final = 3
"""So many pages of a change are named in the list."""


class Line(NamedTuple):
    """A change as the list shows it."""

    id: str
    moment: datetime
    name: str
    what: str
    links: tuple[Link, ...]
    more: int
    """How many pages are not named."""
    is_undone: bool
    url: str


def show(_context: Node, request: Request) -> dict[str, Any]:
    """Show a batch of the changes that the form asks for; to others than Managers their own."""
    is_manager = request.has_permission(MANAGE, request.site)
    is_mine = not is_manager or bool(asked(request, "mine"))
    person = asked(request, "person") if is_manager else ""
    after = parse_key(request.GET.get("after", ""))
    wanted = request.who.uid if is_mine else person
    batch = changes_of(request.site).search(wanted, BATCH, after)
    here = request.view_address(request.home, "@@changes")
    given = {"person": person, "mine": "1" if is_mine and is_manager else ""}
    query = {name: text for name, text in given.items() if text}
    more = batch.after and f"{here}?{urlencode({**query, 'after': id_of(batch.after)})}"
    return {
        "lines": tuple(line(request, change) for change in batch.found),
        "is_manager": is_manager,
        "asked": given,
        "more": more or "",
        "newest": f"{here}?{urlencode(query)}" if after else "",
        "here": here,
        "days": request.settings.undo.days,
    }


def line(request: Request, change: Change) -> Line:
    """Return what the list shows of a change."""
    first = islice(change.items, PART)
    named = {item.uid: item for item in first}
    return Line(
        change.id,
        change.moment,
        change.name,
        what_of(request, change),
        tuple(link_to(request, item) for item in [*named.values()][:SHOWN]),
        max(0, len(named) + max(0, len(change.items) - PART) - SHOWN),
        is_undone(request.site, change),
        address_of(request, change.id),
    )


def address_of(request: Request, change: str) -> str:
    """Return the address of the page of a change."""
    return f"{request.view_address(request.home, '@@change')}?change={change}"
