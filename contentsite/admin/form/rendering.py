"""`/@@markdown`: a Markdown text as it will be shown, drawn by the server before it is saved."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest

from contentsite.admin.given import text
from contentsite.admin.screen import TEMPLATES, for_the_known
from contentsite.schema.sanitize import LONGEST
from contentsite.tree.node import Node
from contentsite.web.request import Request

from .prose import markdown_html
from .widget import unbroken


def show(_context: Node, request: Request) -> dict[str, Any]:
    """Show the text of the control that `shows` names, of a form that was sent as a whole."""
    key = text(request, "shows")
    source = unbroken(text(request, key))
    if len(source) > LONGEST:
        raise HTTPBadRequest("this text is longer than a page can be")
    return {"html": markdown_html(request, source), "is_part": "HX-Request" in request.headers}


def includeme(config: Configurator) -> None:
    """Register the view."""
    config.add_view(
        show,
        context=Node,
        name="markdown",
        permission="view",
        request_method="POST",
        renderer=f"{TEMPLATES}markdown.jinja2",
        decorator=for_the_known,
        at_home=True,
    )
