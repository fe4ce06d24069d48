"""`@@many-rename`: titles and names of several entries, in one table."""

from __future__ import annotations

from typing import Any, NamedTuple

from pyramid.config import Configurator

from contentsite.admin.flash import add_messages
from contentsite.admin.given import text
from contentsite.admin.screen import add_screen
from contentsite.editing.places import sentence
from contentsite.editing.saving import save_values
from contentsite.security.unfit import Unfit
from contentsite.sentence import _
from contentsite.tree.container import Container, NameTaken
from contentsite.tree.move import InvalidMove, rename
from contentsite.tree.name import InvalidName
from contentsite.tree.node import Node
from contentsite.versions.history import present
from contentsite.web.request import Request

from .selection import answer, do_each, hidden, selected


class Named(NamedTuple):
    """A row of the form."""

    uid: str
    title: str
    name: str
    may_edit: bool
    may_rename: bool


def save(context: Container, request: Request) -> Any:
    """Show the titles and names; set those that were changed."""
    selection = selected(request, context)
    if "named" not in request.POST:
        rows = [_row(request, node) for node in selection.nodes]
        return {"rows": rows, "hidden": hidden(request), "result": None}
    result = do_each(request, selection.nodes, lambda node: _name(request, node), selection.gone)
    return answer(request, context, result, "named")


def _row(request: Request, node: Node) -> Named:
    may = [bool(request.has_permission(each, node)) for each in ("edit", "delete")]
    return Named(node.uid, present(node)["title"], node.__name__, *may)


def _name(request: Request, node: Node) -> None:
    """Give a node the title and the name that stand in its row."""
    row = _row(request, node)
    title, name = (text(request, f"{key}-{node.uid}").strip() for key in ("title", "name"))
    if title and title != row.title:
        if not row.may_edit:
            raise Unfit(_("You may not edit it."))
        save_values(node, {"title": title})
    if name and name != row.name:
        _rename(row, node, name)


def _rename(row: Named, node: Node, name: str) -> None:
    if not row.may_rename:
        raise Unfit(_("You may not change its address."))
    try:
        rename(node, name)
    except NameTaken as error:
        raise Unfit(_("Something else in this folder has this name.")) from error
    except (InvalidName, InvalidMove) as error:
        raise Unfit(sentence(error)) from error


def includeme(config: Configurator) -> None:
    """Register the screen: what it takes is asked of each entry."""
    add_screen(config, "many-rename", "view", save=save, context=Container)
    add_messages(
        config,
        {"named": _("“{title}” was renamed."), "named-many": _("{number} entries were renamed.")},
    )
