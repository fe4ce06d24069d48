"""`@@delete`: into the trash, with all that is below."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator

from contentsite.admin.flash import DELETED, add_messages, go
from contentsite.admin.screen import add_screen, wrong
from contentsite.admin.shell import landing
from contentsite.editing.below import Prospect, extent_of, obstacle, prospect
from contentsite.editing.places import sentence
from contentsite.sentence import _
from contentsite.tree.move import InvalidMove
from contentsite.tree.node import Node
from contentsite.tree.trashing import trash
from contentsite.web.request import Request

from .links import linking


def show(context: Node, request: Request) -> dict[str, Any]:
    """Say how much that is."""
    return _values(request, context)


def save(context: Node, request: Request) -> Any:
    """Delete it, if all of it may be deleted."""
    parent = context.__parent__
    found = obstacle(request, context, "delete")
    if parent is None or found:
        extent = extent_of(context)
        return wrong(request, {**_values(request, context), "prospect": Prospect(extent, found)})
    try:
        trash(context, request.who.uid)
    except InvalidMove as error:
        return wrong(
            request, {**_values(request, context), "reason": request.translate(sentence(error))}
        )
    return go(request, landing(request, parent), DELETED, context)


def _values(request: Request, node: Node) -> dict[str, Any]:
    return {
        "prospect": prospect(request, node, "delete"),
        "is_site": node.__parent__ is None,
        "reason": "",
        "days": request.settings.trash.days,
        "linking": linking(request, node),
    }


def includeme(config: Configurator) -> None:
    """Register the screen."""
    add_screen(config, "delete", "delete", show=show, save=save)
    add_messages(config, {DELETED: _("“{title}” is in the trash.")})
