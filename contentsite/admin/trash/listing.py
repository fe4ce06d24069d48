"""`/@@trash`: what was deleted, the newest first."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Final, NamedTuple

from pyramid.httpexceptions import HTTPNotFound

from contentsite.declaration import types_of
from contentsite.editing.in_trash import item_for, sees
from contentsite.security.people import people_of
from contentsite.tree.extent import Extent
from contentsite.tree.node import Node
from contentsite.tree.trash import Key, TrashItem
from contentsite.web.request import Request

BATCH: Final = 50
SCAN: Final = 1_000
"""So many items are looked at for one page."""
_TOKEN: Final = re.compile(r"(-\d{1,18})\.([0-9a-f]{0,32})", re.ASCII)


class Line(NamedTuple):
    """What is shown of an item."""

    uid: str
    title: str
    type_title: str
    icon: str
    path: str
    moment: datetime
    by: str
    """What the one who deleted it is called; empty for a script and for who is gone."""
    extent: Extent
    left: int | None
    """In how many days it is deleted for good by itself; None for never."""
    is_going: bool


def show(_context: Node, request: Request) -> dict[str, Any]:
    """Show a batch of what the one who asks may see."""
    lines: list[Line] = []
    last = None
    items = request.site.trash.items(_key(request.GET.get("after", "")))
    looked = list(islice(items, SCAN + 1))
    for item in looked[:SCAN]:
        if len(lines) == BATCH:
            break
        last = item
        if sees(request, item):
            lines.append(line(request, item))
    is_more = last is not None and looked[-1] is not last
    here = request.view_address(request.home, "@@trash")
    return {
        "lines": lines,
        "days": request.settings.trash.days,
        "more": f"{here}?after={_token(last)}" if is_more and last is not None else "",
        "newest": here if "after" in request.GET else "",
    }


def asked_item(request: Request, uid: str) -> TrashItem:
    """Return the item that a screen is about; 404 where there is none that the one who asks may see."""
    item = item_for(request, uid)
    if item is None:
        raise HTTPNotFound("it is not in the trash")
    return item


def line(request: Request, item: TrashItem) -> Line:
    """Return what is shown of an item."""
    info = types_of(request.registry).of(item.type)
    user = people_of(request.site).user(item.by) if item.by else None
    days = request.settings.trash.days
    return Line(
        item.uid,
        item.title,
        info.title if info else item.type,
        info.icon if info else "document",
        item.path,
        item.moment,
        user.called if user else "",
        Extent(item.number, item.is_more),
        max(0, (item.moment + timedelta(days=days) - request.now).days) if days else None,
        item.is_going,
    )


def _token(item: TrashItem) -> str:
    return ".".join(map(str, item.time_key))


def _key(token: str) -> Key | None:
    found = _TOKEN.fullmatch(token)
    return (int(found[1]), found[2]) if found else None
