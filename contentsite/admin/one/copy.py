"""`@@copy`: the same once more, with all that is below, as drafts."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator

from contentsite.admin.flash import add_messages, go
from contentsite.admin.given import text
from contentsite.admin.screen import add_screen, wrong
from contentsite.admin.shell import landing
from contentsite.editing.below import prospect
from contentsite.editing.copying import check_copy, copy_into
from contentsite.editing.places import folder_for
from contentsite.security.unfit import Unfit
from contentsite.sentence import _
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.web.request import Request


def show(context: Node, request: Request) -> dict[str, Any]:
    """Ask where to: the folder that it is in is proposed."""
    beside = request.address(context.__parent__) if context.__parent__ is not None else ""
    return _values(request, context, beside, "")


def save(context: Node, request: Request) -> Any:
    """Copy it; whoever copies owns the copies."""
    address = text(request, "target")
    try:
        target = _target(request, context, address)
    except Unfit as error:
        return wrong(request, _values(request, context, address, str(error)))
    made = copy_into(request, context, target)
    return go(request, landing(request, target), "copied", made)


def _target(request: Request, node: Node, address: str) -> Container:
    """Return the folder to copy into. Raises Unfit with what speaks against it."""
    if node.__parent__ is None:
        raise Unfit(_("The site itself cannot be copied."))
    target = folder_for(request, node, address)
    check_copy(request, node, target)
    return target


def _values(request: Request, node: Node, address: str, reason: str) -> dict[str, Any]:
    return {
        "address": address,
        "reason": request.translate(reason) if reason else "",
        "prospect": prospect(request, node, "view"),
        "is_site": node.__parent__ is None,
    }


def includeme(config: Configurator) -> None:
    """Register the screen."""
    add_screen(config, "copy", "view", show=show, save=save)
    add_messages(config, {"copied": _("“{title}” was copied. The copy is a draft.")})
