"""`/@@purge`: out of the trash, for good. Of more than a few nodes the title has to be typed."""

from __future__ import annotations

from typing import Any, Final

from contentsite.admin.flash import go
from contentsite.admin.given import text
from contentsite.admin.screen import wrong
from contentsite.jobs.trash import purge_later
from contentsite.security.actor import actor_of
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.tree.trash import TrashItem
from contentsite.tree.trashing import STEP, purge
from contentsite.web.request import Request

from .listing import asked_item, line

FEW: Final = 20
"""So many nodes are deleted for good by one click."""
MISTYPED: Final = _("This is not its title. Nothing was deleted.")


def show(_context: Node, request: Request) -> dict[str, Any]:
    """Say what would be gone."""
    return _values(request, asked_item(request, request.GET.get("item", "")))


def save(_context: Node, request: Request) -> Any:
    """Delete it for good; much of it after the answer."""
    item = asked_item(request, text(request, "item"))
    if _is_typed(item) and _plain(text(request, "title")) != _plain(item.title):
        return wrong(request, _values(request, item, request.translate(MISTYPED)))
    trash = request.view_address(request.home, "@@trash")
    if item.is_more or item.number > STEP or item.is_going:
        purge_later(request.work, item, actor_of(request.site))
        return go(request, trash, "purging")
    purge(request.site, item)
    return go(request, trash, "purged")


def _is_typed(item: TrashItem) -> bool:
    return bool(_plain(item.title)) and (item.is_more or item.number > FEW)


def _plain(title: str) -> str:
    return " ".join(title.split()).casefold()


def _values(request: Request, item: TrashItem, reason: str = "") -> dict[str, Any]:
    return {"item": line(request, item), "is_typed": _is_typed(item), "reason": reason}
