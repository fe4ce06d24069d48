"""`@@edit`: the form of a node; what is changed of a published one waits in its working copy."""

from __future__ import annotations

from typing import Any, Final

from pydantic import ValidationError
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPForbidden

from contentsite.editing.details import details_of
from contentsite.editing.saving import may_set_details, save_values
from contentsite.security.audit.entry import plain
from contentsite.tree.node import Node
from contentsite.tree.window import PUBLISHED
from contentsite.versions.history import last_of
from contentsite.versions.stamp import stamp_of
from contentsite.versions.working import as_edited, publish_changes
from contentsite.web.request import Drawn, Request

from .broken import broken
from .flash import add_messages, go
from .form.form import Form
from .given import text
from .preview import version_address
from .screen import add_screen, wrong
from .shown import changed_meanwhile
from .stamp import CHANGED, is_stale

MOST: Final = 200


def show(context: Node, request: Request) -> dict[str, Any]:
    """Show the form, with what was changed and is not published yet."""
    return _values(context, request, _form(context, request))


def save(context: Node, request: Request) -> Any:
    """Store what was typed, and publish it where that was asked for; or say what is wrong with it."""
    publishes = "publish" in request.POST
    if publishes and not request.has_permission("publish", context):
        raise HTTPForbidden("You may not publish this.")
    form = _form(context, request)
    values = form.take(request.POST)
    if is_stale(context, request):
        form.object_to(CHANGED)
    if not form.problems:
        try:
            save_values(context, values, comment_of(request))
            if publishes and context._working is not None:
                publish_changes(context, comment_of(request))
        except ValidationError as error:
            form.refuse(error)
    if form.problems:
        return wrong(request, _values(context, request, form))
    said = "saved" if context._working is None else "kept"
    return go(request, request.view_address(context, "@@edit"), said, context)


def comment_of(request: Request) -> str:
    """Return the comment that was typed, in one line."""
    return plain(" ".join(text(request, "comment").split()), MOST)


def _form(node: Node, request: Request) -> Form:
    details = details_of(type(node)) if may_set_details(request, node) else ()
    edited, last = as_edited(node), last_of(node)
    if edited is not node and last is not None:
        # its pictures are those of the newest version, not those that visitors see
        request.drawn = Drawn(edited, version_address(request, node, last.number))
    return Form(request, type(node), edited, details)


def _values(node: Node, request: Request, form: Form) -> dict[str, Any]:
    is_public = node.state == PUBLISHED
    return {
        "form": form,
        "version": stamp_of(node),
        "comment": comment_of(request),
        "working": node._working,
        "meanwhile": changed_meanwhile(request, node),
        "is_public": is_public,
        "may_publish": is_public and request.has_permission("publish", node),
        "broken": broken(request, as_edited(node)),
    }


def includeme(config: Configurator) -> None:
    """Register the screen."""
    add_screen(config, "edit", "edit", show=show, save=save)
    messages = {
        "saved": "“{title}” was saved.",
        "kept": "“{title}” was saved. Visitors see the changes once they are published.",
    }
    add_messages(config, messages)
