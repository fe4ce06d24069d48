"""`@@edit`: the form of a node; what is changed of a published one waits in its working copy."""

from __future__ import annotations

from typing import Any, Final

from pyramid.config import Configurator

from contentsite.admin.flash import add_messages, go, named
from contentsite.admin.given import text
from contentsite.admin.screen import add_screen, wrong
from contentsite.admin.versions.shown import changed_meanwhile
from contentsite.editing.drafts import Place
from contentsite.editing.meanwhile import last_change
from contentsite.security.audit.entry import plain
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.versions.working import as_edited
from contentsite.web.request import Request

from .address import address_of
from .bar import bar_of
from .broken import broken
from .clashing import beside
from .keeping import Kept, forget, kept_for, seen_by
from .marks import MARKS
from .merging import Told
from .page import Writing
from .sheet import problems_of, sheet_of

MOST: Final = 200


def show(context: Node, request: Request) -> dict[str, Any]:
    """Show the form, with what was changed and is not published yet, and what was typed and not saved."""
    writing, kept = Writing(request, context), kept_for(request, Place(context.uid))
    if kept is not None:
        writing.take(kept.post, kept.marks)
        kept = kept if writing.is_new or kept.post.get("comment") else None
        writing.forgive()
    return _values(context, request, writing, kept)


def save(context: Node, request: Request) -> Any:
    """Store what was typed, and publish it or hand it in where that was asked for; or say what is wrong with it."""
    writing = Writing(request, context)
    writing.take(request.POST, text(request, MARKS))
    if writing.form.is_rearranged:
        return _values(context, request, writing, None)
    said = writing.store(comment_of(request))
    if not said:
        return wrong(request, _values(context, request, writing, None))
    forget(request, Place(context.uid))
    names = tuple(each.name for each in writing.merged.told)
    may_edit = request.has_permission("edit", context)
    where = request.view_address(context, "@@edit" if may_edit else "@@state")
    return go(request, where, said, context, names)


def comment_of(request: Request) -> str:
    """Return the comment that was typed, in one line."""
    return _line(text(request, "comment"))


def _line(words: str) -> str:
    return plain(" ".join(words.split()), MOST)


def _values(node: Node, request: Request, writing: Writing, kept: Kept | None) -> dict[str, Any]:
    typed = kept.post.get("comment", "") if kept else text(request, "comment")
    told = (*writing.merged.told, *_told_before(request, node))
    clashes = beside(request, node, writing.merged.clashes)
    return {
        "form": writing.form,
        "sheet": sheet_of(writing.form),
        "marks": writing.marks,
        "comment": _line(typed),
        "kept": kept,
        "seen": seen_by(request, Place(node.uid)),
        "is_typed": kept is not None or request.method == "POST",
        "told": told,
        "clashes": clashes,
        "address": address_of(request, node, writing.name, writing.name_error),
        "bar": bar_of(request, node),
        "problems": problems_of(request, writing.form, writing.name_error),
        "working": node._working,
        "meanwhile": changed_meanwhile(request, node),
        "broken": broken(request, as_edited(node)),
    }


def _told_before(request: Request, node: Node) -> tuple[Told, ...]:
    """Return what others had changed when this form was saved just now."""
    fields = type(node).fields()
    found = []
    for name in named(request):
        if name in fields:
            change = last_change(request.site, node, name)
            label = request.translate(fields[name].label)
            found.append(Told(name, label, *(change or ("", None))))
    return tuple(found)


def includeme(config: Configurator) -> None:
    """Register the screen."""
    add_screen(config, "edit", "edit", show=show, save=save)
    messages = {
        "saved": _("“{title}” was saved."),
        "kept": _("“{title}” was saved. Visitors see the changes once they are published."),
        "moved-on": _("“{title}” was saved, and its state was changed."),
    }
    add_messages(config, messages)
