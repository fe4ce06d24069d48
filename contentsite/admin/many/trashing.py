"""`@@many-delete`: several entries into the trash. How much that is, and who links there, is said before."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator

from contentsite.admin.flash import DELETED, add_messages
from contentsite.admin.one.links import linking
from contentsite.admin.screen import add_screen
from contentsite.editing.below import extent_of, obstacle
from contentsite.editing.places import sentence
from contentsite.security.unfit import Unfit
from contentsite.sentence import _
from contentsite.tree.container import Container
from contentsite.tree.extent import Extent
from contentsite.tree.move import InvalidMove
from contentsite.tree.node import Node, lineage
from contentsite.tree.trashing import trash
from contentsite.web.request import Request

from .place import LOOKED
from .selection import Refused, Selection, answer, do_each, hidden, selected, why_not


def save(context: Container, request: Request) -> Any:
    """Say what would happen; once that is confirmed, do it."""
    selection = selected(request, context)
    if "confirmed" not in request.POST:
        return _shown(request, selection)
    result = do_each(request, selection.nodes, lambda node: _trash(request, node), selection.gone)
    return answer(request, context, result, DELETED)


def _check(request: Request, node: Node) -> None:
    if obstacle(request, node, "delete"):
        raise Unfit(_("You may not delete all of it."))


def _trash(request: Request, node: Node) -> None:
    _check(request, node)
    try:
        trash(node, request.who.uid)
    except InvalidMove as error:
        raise Unfit(sentence(error)) from error


def _shown(request: Request, selection: Selection) -> dict[str, Any]:
    reasons = [
        (node, why_not(request, lambda each: _check(request, each), node))
        for node in selection.nodes
    ]
    fit = [node for node, reason in reasons if not reason]
    extents = [extent_of(node) for node in fit]
    links = {each.uid: each for node in fit[:LOOKED] for each in linking(request, node)}
    # what goes along links nowhere afterwards
    outside = [each for each in links.values() if not any(here in fit for here in lineage(each))]
    return {
        "fit": fit,
        "refused": (*(Refused(node.title, why) for node, why in reasons if why), *selection.gone),
        "extent": Extent(sum(each.number for each in extents), any(e.is_more for e in extents)),
        "linking": outside,
        "days": request.settings.trash.days,
        "hidden": hidden(request),
        "result": None,
    }


def includeme(config: Configurator) -> None:
    """Register the screen: `delete` is asked of each entry and of all below it."""
    add_screen(config, "many-delete", "view", save=save, context=Container)
    add_messages(config, {f"{DELETED}-many": _("{number} entries are in the trash.")})
