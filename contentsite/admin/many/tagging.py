"""`@@many-tag`: tags given to several entries, and taken away from them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyramid.config import Configurator

from contentsite.admin.flash import add_messages
from contentsite.admin.form.several import tags_in
from contentsite.admin.given import text, texts
from contentsite.admin.screen import add_screen, wrong
from contentsite.editing.saving import save_values
from contentsite.security.unfit import Unfit
from contentsite.sentence import _
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.versions.history import present
from contentsite.web.request import Request

from .selection import answer, do_each, hidden, selected


def save(context: Container, request: Request) -> Any:
    """Ask which tags; give and take them."""
    selection = selected(request, context)
    reason = _("Name a tag.") if "tags" in request.POST else ""
    try:
        given = tags_in(text(request, "tags"))
    except ValueError as error:
        given, reason = (), str(error)
    taken = frozenset(texts(request, "without"))
    if not given and not taken:
        shown = _asking(request, selection.nodes, reason)
        return wrong(request, shown) if reason else shown

    def tag(node: Node) -> None:
        field = _field(node)
        if not field:
            raise Unfit(_("It has no tags."))
        if not request.has_permission("edit", node):
            raise Unfit(_("You may not edit it."))
        now = present(node)[field] or ()
        kept = (word for word in now if word not in taken)
        save_values(node, {field: tuple(dict.fromkeys((*kept, *given)))})

    return answer(request, context, do_each(request, selection.nodes, tag, selection.gone), "saved")


def _asking(request: Request, nodes: tuple[Node, ...], reason: str) -> dict[str, Any]:
    return {
        "nodes": nodes,
        "known": _known(nodes),
        "hidden": hidden(request),
        "result": None,
        "reason": request.translate(reason) if reason else "",
    }


def _field(node: Node) -> str:
    """Return the name of the field for tags, "" where a type has none."""
    fields = type(node).fields()
    return next((name for name, spec in fields.items() if spec.kind == "tags"), "")


def _known(nodes: tuple[Node, ...]) -> list[str]:
    """Return the tags that some of the nodes have."""

    def tags() -> Iterator[str]:
        for node in nodes:
            if field := _field(node):
                yield from present(node)[field] or ()

    return sorted(set(tags()), key=str.casefold)


def includeme(config: Configurator) -> None:
    """Register the screen: `edit` is asked of each entry."""
    add_screen(config, "many-tag", "view", save=save, context=Container)
    add_messages(config, {"saved-many": _("{number} entries were saved.")})
