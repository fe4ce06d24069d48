"""`@@many-move` and `@@many-copy`: several entries into another folder, which is chosen first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from pyramid.config import Configurator

from contentsite.admin.chooser.purpose import Wanted, add_purpose
from contentsite.admin.explorer.clipboard import COPY, CUT
from contentsite.admin.flash import add_messages
from contentsite.admin.given import text
from contentsite.admin.screen import add_screen, wrong
from contentsite.editing.copying import check_target as check_copy_target
from contentsite.editing.moving import check_target as check_move_target
from contentsite.editing.places import check_folder
from contentsite.sentence import _
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.web.addressed import node_at
from contentsite.web.request import Request

from .place import Prospect, prospect_of, put
from .selection import Selection, answer, do_each, hidden, selected, why_not

_DONE: Final = {CUT: "moved", COPY: "copied"}
_WORDS: Final = {CUT: (_("Move to…"), _("Move here")), COPY: (_("Copy to…"), _("Copy here"))}


def _saving(kind: str) -> Callable[[Container, Request], Any]:
    """Return the view that moves, or copies."""

    def save(context: Container, request: Request) -> Any:
        """Ask where to; say what will change; do it."""
        selection = selected(request, context)
        address = text(request, "target")
        if not address.strip():
            return _shown(request, kind, selection)
        target = node_at(request, address)
        if not isinstance(target, Container):
            reason = _("There is no folder at this address that you may see.")
            return wrong(request, _shown(request, kind, selection, reason=reason))
        prospect = prospect_of(request, kind, selection.nodes, target)
        is_fit = len(prospect.refused) < len(selection.nodes)
        if "look" in request.POST or (prospect.is_public and "confirmed" not in request.POST):
            shown = _shown(request, kind, selection, prospect)
            return shown if is_fit and "look" in request.POST else wrong(request, shown)
        result = do_each(
            request, selection.nodes, lambda node: put(request, kind, node, target), selection.gone
        )
        return answer(request, context, result, _DONE[kind], kind=kind)

    return save


def _shown(
    request: Request,
    kind: str,
    selection: Selection,
    prospect: Prospect | None = None,
    reason: str = "",
) -> dict[str, Any]:
    return {
        "kind": kind,
        "nodes": selection.nodes,
        "gone": selection.gone,
        "prospect": prospect,
        "address": text(request, "target"),
        "reason": request.translate(reason) if reason else "",
        "hidden": hidden(request),
        "result": None,
    }


def _judging(check: Callable[[Node, Container], None]) -> Callable[[Request, Wanted, Node], str]:
    """Return what tells why none of the subjects can be put into a folder: without looking below them."""

    def judge(request: Request, wanted: Wanted, node: Node) -> str:
        def deed(subject: Node) -> None:
            if isinstance(node, Container):
                check_folder(request, subject, node)
                check(subject, node)

        found = [why_not(request, deed, subject) for subject in wanted.subjects]
        return found[0] if found and all(found) else ""

    return judge


def includeme(config: Configurator) -> None:
    """Register both: what one may do is asked of each entry, and of the folder."""
    for kind, name, check in (
        (CUT, "move", check_move_target),
        (COPY, "copy", check_copy_target),
    ):
        add_screen(
            config,
            f"many-{name}",
            "view",
            save=_saving(kind),
            context=Container,
            template="many_place",
        )
        add_purpose(config, name, *_WORDS[kind], _judging(check), folders_only=True)
    add_messages(
        config,
        {
            "moved-many": _(
                "{number} entries were moved. Their old addresses lead there from now on."
            ),
            "copied-many": _("{number} entries were copied. The copies are drafts."),
        },
    )
