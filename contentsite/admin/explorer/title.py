"""`@@title`: a title changed where it stands in the table; the address stays."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from pyramid.config import Configurator

from contentsite.admin.flash import add_messages, go
from contentsite.admin.form.problem import words
from contentsite.admin.given import text
from contentsite.admin.screen import add_screen, wrong
from contentsite.editing.saving import save_values
from contentsite.schema.long import plain
from contentsite.sentence import _
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.versions.history import present
from contentsite.web.request import Request

from .asked import back_to


def show(context: Node, request: Request) -> dict[str, Any]:
    """Show the title, to be changed."""
    return {"given": _title(context), "reason": ""}


def save(context: Node, request: Request) -> Any:
    """Save it: of a published page in its working copy."""
    given = text(request, "title").strip()
    before = _title(context)
    if text(request, "was") not in ("", before) and given != before:
        reason = _("Somebody else has changed it meanwhile: now it is “{title}”.", title=before)
        return wrong(request, {"given": given, "reason": request.translate(reason)})
    if not given:
        reason = words(request.translate, {"type": "missing", "msg": ""}, is_text=True)
        return wrong(request, {"given": "", "reason": reason})
    try:
        changed = save_values(context, {"title": given})
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        reason = words(request.translate, problem, is_text=True)
        return wrong(request, {"given": given, "reason": reason})
    folder = context.__parent__ if isinstance(context.__parent__, Container) else context
    address = back_to(request, folder) if isinstance(folder, Container) else request.address(folder)
    if not changed:
        return go(request, address)
    return go(request, address, "retitled" if context._working is None else "retitled-copy")


def _title(node: Node) -> str:
    return str(plain(present(node)["title"]))


def includeme(config: Configurator) -> None:
    """Register the screen."""
    add_screen(config, "title", "edit", show=show, save=save)
    add_messages(
        config,
        {
            "retitled": _("The title was changed. The address stays as it was."),
            "retitled-copy": _("The new title waits to be published. The address stays as it was."),
        },
    )
