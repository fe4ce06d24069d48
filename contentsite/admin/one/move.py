"""`@@move`: to another folder, with all that is below. What will change is said before it is done."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator

from contentsite.admin.flash import add_messages, go
from contentsite.admin.given import text
from contentsite.admin.screen import add_screen, wrong
from contentsite.admin.shell import landing
from contentsite.editing.below import becomes_public, prospect
from contentsite.editing.moving import check_move
from contentsite.editing.places import folder_for, sentence
from contentsite.security.unfit import Unfit
from contentsite.sentence import _
from contentsite.tree.container import Container
from contentsite.tree.move import InvalidMove, move
from contentsite.tree.name import InvalidName
from contentsite.tree.node import Node
from contentsite.web.request import Request


def show(context: Node, request: Request) -> dict[str, Any]:
    """Ask where to; once that is known, say what will change."""
    address = request.GET.get("target")
    if address is None:
        return _values(request, context, "")
    try:
        target = _target(request, context, address)
    except Unfit as error:
        return wrong(request, _values(request, context, address, reason=str(error)))
    return _values(request, context, address, target)


def save(context: Node, request: Request) -> Any:
    """Move it. What becomes public by that has to be confirmed."""
    address = text(request, "target")
    try:
        target = _target(request, context, address)
    except Unfit as error:
        return wrong(request, _values(request, context, address, reason=str(error)))
    if becomes_public(request, context, target) and "confirmed" not in request.POST:
        return wrong(request, _values(request, context, address, target))
    try:
        move(context, target)
    except (InvalidMove, InvalidName) as error:
        return wrong(request, _values(request, context, address, reason=sentence(error)))
    return go(request, landing(request, target), "moved", context)


def _target(request: Request, node: Node, address: str) -> Container:
    """Return the folder to move into. Raises Unfit with what speaks against it."""
    if node.__parent__ is None:
        raise Unfit(_("The site itself cannot be moved."))
    target = folder_for(request, node, address)
    check_move(request, node, target)
    return target


def _values(
    request: Request,
    node: Node,
    address: str,
    target: Container | None = None,
    *,
    reason: str = "",
) -> dict[str, Any]:
    return {
        "address": address,
        "target": target,
        "reason": request.translate(reason) if reason else "",
        "prospect": prospect(request, node, "delete"),
        "is_site": node.__parent__ is None,
        "becomes_public": target is not None and becomes_public(request, node, target),
        "new_url": f"{request.address(target).rstrip('/')}/{node.__name__}" if target else "",
    }


def includeme(config: Configurator) -> None:
    """Register the screen."""
    add_screen(config, "move", "delete", show=show, save=save)
    add_messages(
        config, {"moved": _("“{title}” was moved. Its old address leads here from now on.")}
    )
