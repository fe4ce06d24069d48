"""`/@@restore`: back from the trash, to where it stood; where that does not work somebody is asked where else."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from pyramid.httpexceptions import HTTPSeeOther

from contentsite.admin.flash import go
from contentsite.admin.given import text
from contentsite.admin.screen import wrong
from contentsite.admin.shell import landing
from contentsite.editing.below import becomes_public
from contentsite.editing.in_trash import check_elsewhere, old_place
from contentsite.editing.places import folder_for, sentence
from contentsite.security.unfit import Unfit
from contentsite.sentence import _
from contentsite.tree.container import Container, NameTaken
from contentsite.tree.move import InvalidMove
from contentsite.tree.name import InvalidName
from contentsite.tree.node import Node
from contentsite.tree.trash import TrashItem
from contentsite.tree.trashing import restore
from contentsite.web.request import Request

from .listing import asked_item, line

TAKEN = _(
    "Something else in that folder has this name. Give another one, or choose another folder."
)


def show(_context: Node, request: Request) -> dict[str, Any]:
    """Ask where to."""
    item = asked_item(request, request.GET.get("item", ""))
    try:
        address = unquote(request.address(old_place(request, item)))
    except Unfit as error:
        return _values(request, item, "", item.name, reason=str(error))
    return _values(request, item, address, item.name)


def save(_context: Node, request: Request) -> Any:
    """Restore it, where no folder is given to where it stood. What becomes public elsewhere has to be confirmed."""
    item = asked_item(request, text(request, "item"))
    address, name = text(request, "target").strip(), text(request, "new-name").strip() or item.name
    try:
        target = folder_for(request, item.node, address) if address else old_place(request, item)
        check_elsewhere(request, item, target)
        if _is_shown_anew(request, item, target) and "confirmed" not in request.POST:
            return wrong(request, _values(request, item, address, name, becomes_public=True))
        restore(request.site, item, target, name)
    except NameTaken:
        reason = TAKEN
    except (Unfit, InvalidMove, InvalidName) as error:
        reason = sentence(error)
    else:
        return _back(request, item, target)
    address = address or _address(request, item)
    return wrong(request, _values(request, item, address, name, reason=reason))


def _back(request: Request, item: TrashItem, target: Container) -> HTTPSeeOther:
    known = item.node if isinstance(item.node, Node) else None
    return go(request, landing(request, target), "restored" if known else "", known)


def _address(request: Request, item: TrashItem) -> str:
    try:
        return unquote(request.address(old_place(request, item)))
    except Unfit:
        return ""


def _is_shown_anew(request: Request, item: TrashItem, target: Container) -> bool:
    """Tell whether visitors would see it in a folder in which it did not stand."""
    return (
        target.uid != item.parent
        and isinstance(item.node, Node)
        and becomes_public(request, item.node, target)
    )


def _values(
    request: Request,
    item: TrashItem,
    address: str,
    name: str,
    *,
    reason: str = "",
    becomes_public: bool = False,
) -> dict[str, Any]:
    return {
        "item": line(request, item),
        "address": address,
        "given": name,
        "reason": request.translate(reason) if reason else "",
        "becomes_public": becomes_public,
    }
