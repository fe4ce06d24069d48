"""`/@@openapi.json`, the description for programs, and `/@@docs`, where people read it and try it out.

Both may be seen by whoever may view the home page: they tell nothing of what the site holds, only how it
is asked, and a site that is closed stays so.
"""

from __future__ import annotations

from typing import Any, Final

from pydantic_core import to_json
from pyramid.config import Configurator
from pyramid.response import Response

from contentsite.security.role import VIEW
from contentsite.tree.node import Node
from contentsite.web.face import API
from contentsite.web.request import Request

from ..answer import MEDIA
from .document import document

DOCUMENTS: Final = "contentsite.openapi"
"""A key of Pyramid's registry: the documents as bytes, by what comes before the paths of the application."""
_READ: Final[dict[str, Any]] = {
    "context": Node,
    "permission": VIEW,
    "request_method": ("GET", "HEAD"),
    "at_home": True,
}


def openapi(_context: Node, request: Request) -> Response:
    """Answer the description, which is made once a process."""
    known = request.registry.setdefault(DOCUMENTS, {})
    if request.prefix not in known:
        known[request.prefix] = to_json(document(request.registry, f"{request.prefix}/{API}"))
    response = Response(known[request.prefix], content_type=MEDIA, conditional_response=True)
    response.md5_etag(set_content_md5=False)
    if not request.who.is_known:
        response.cache_control = "no-cache"
    return response


def docs(_context: Node, request: Request) -> dict[str, Any]:
    """Show the description; who is signed in tries it out in his own session."""
    return {
        "document": request.view_address(request.home, "@@openapi.json"),
        "token": request.csrf_token if request.who.is_known else "",
    }


def includeme(config: Configurator) -> None:
    """Register both."""
    config.add_view(openapi, name="openapi.json", **_READ)
    template = "contentsite:api/templates/docs.jinja2"
    config.add_view(docs, name="docs", renderer=template, **_READ)
