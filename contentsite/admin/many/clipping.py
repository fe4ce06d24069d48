"""`@@clip`: entries cut or copied; `@@paste`: put into this folder, or taken off the clipboard again."""

from __future__ import annotations

from typing import Any, Final

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest

from contentsite.admin.explorer import clipboard
from contentsite.admin.explorer.asked import back_to
from contentsite.admin.explorer.clipboard import COPY, CUT, Clip, Clipped
from contentsite.admin.flash import add_messages, go
from contentsite.admin.given import text
from contentsite.admin.screen import add_screen, wrong
from contentsite.sentence import _
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.web.request import Request
from contentsite.web.visible import seen

from .place import prospect_of, put
from .selection import GONE, Refused, answer, do_each, hidden, selected

_DONE: Final = {CUT: "moved", COPY: "copied"}


def clip(context: Container, request: Request) -> Any:
    """Cut or copy entries: nothing of them changes until they are pasted."""
    kind = text(request, "kind")
    if kind not in _DONE:
        raise HTTPBadRequest("kind: cut or copy")
    nodes = selected(request, context).nodes
    clipboard.put(request, kind, nodes)
    return go(request, back_to(request, context), f"clip-{kind}", number=len(nodes))


def paste(context: Container, request: Request) -> Any:
    """Put what is on the clipboard into this folder; what cannot be, is named with the reason."""
    found = clipboard.clip_of(request)
    if "clear" in request.POST or found is None:
        clipboard.clear(request)
        said = "clip-cleared" if "clear" in request.POST else "clip-empty"
        return go(request, back_to(request, context), said)
    there, gone = _there(request, found)
    prospect = prospect_of(request, found.kind, there, context)
    if prospect.is_public and "confirmed" not in request.POST:
        shown = {"prospect": prospect, "result": None, "hidden": hidden(request)}
        return wrong(request, shown)
    result = do_each(request, there, lambda node: put(request, found.kind, node, context), gone)
    if found.kind == CUT and result.done:
        clipboard.clear(request)
    return answer(request, context, result, _DONE[found.kind])


def _there(request: Request, found: Clip) -> tuple[tuple[Node, ...], tuple[Refused, ...]]:
    """Part what is on the clipboard into what is still there, and what is gone."""
    nodes = {each: seen(request, each.uid) for each in found.nodes}
    gone = [_gone(request, each) for each, node in nodes.items() if node is None]
    return tuple(node for node in nodes.values() if node is not None), tuple(gone)


def _gone(request: Request, each: Clipped) -> Refused:
    return Refused(each.title, request.translate(GONE))


def includeme(config: Configurator) -> None:
    """Register both: what one may do is asked of each entry, and of the folder."""
    add_screen(config, "clip", "view", save=clip, context=Container, template="many_done")
    add_screen(config, "paste", "view", save=paste, context=Container, template="many_paste")
    add_messages(
        config,
        {
            "clip-cut": _("Cut: {number}. Go to another folder and paste."),
            "clip-copy": _("Copied: {number}. Go to a folder and paste."),
            "clip-cleared": _("Nothing is cut or copied any more."),
            "clip-empty": _(
                "There is nothing to paste: it was pasted already, or a day has passed."
            ),
        },
    )
