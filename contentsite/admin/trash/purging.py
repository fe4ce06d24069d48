"""`/@@purge`: out of the trash, for good. Of more than a few nodes the title has to be typed."""

from __future__ import annotations

from typing import Any, Final

from contentsite.admin.flash import go
from contentsite.admin.given import text
from contentsite.admin.screen import wrong
from contentsite.editing.in_trash import delete_for_good
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.tree.trash import TrashItem
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
    said = "purged" if delete_for_good(request, item) else "purging"
    return go(request, request.view_address(request.home, "@@trash"), said)


def _is_typed(item: TrashItem) -> bool:
    return bool(_plain(item.title)) and (item.is_more or item.number > FEW)


def _plain(title: str) -> str:
    return " ".join(title.split()).casefold()


def _values(request: Request, item: TrashItem, reason: str = "") -> dict[str, Any]:
    return {"item": line(request, item), "is_typed": _is_typed(item), "reason": reason}
