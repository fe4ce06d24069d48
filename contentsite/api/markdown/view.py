"""`GET` with `Accept: text/markdown`: what a page says."""

from __future__ import annotations

from collections.abc import Iterator

from pyramid.config import Configurator
from pyramid.response import Response

from contentsite.security.role import VIEW
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.web.face import MARKDOWN
from contentsite.web.prose import html_of, resolved
from contentsite.web.request import Request

from ..content.listing import items, look
from ..content.read import FIRST
from ..fields.showing import shown
from ..shape import url
from .blocks import PROSE, markdown_of_block
from .escaped import escaped, link
from .words import words_of
from .writer import markdown_of

_APART = PROSE | {"blocks"}
_FIRST = ("title", "description")


def show(context: Node, request: Request) -> Response:
    """Answer the title, the texts and the other values of a node; of a folder also its first entries."""
    text = "\n\n".join(filter(None, _parts(request, context))) + "\n"
    response = Response(text, content_type="text/markdown", charset="utf-8")
    response.headers["Link"] = f'<{url(request, context)}>; rel="canonical"'
    return response


def _parts(request: Request, node: Node) -> Iterator[str]:
    yield f"# {escaped(node.title)}"
    yield escaped(getattr(node, "description", ""))
    yield "\n".join(_values(request, node))
    for name, spec in type(node).fields().items():
        if spec.kind in PROSE and spec.shown and getattr(node, name):
            yield markdown_of(resolved(request, html_of(node, name)))
        if spec.kind == "blocks":
            for block in getattr(node, name):
                yield from markdown_of_block(request, node, block)
    if isinstance(node, Container):
        yield "\n".join(_entries(request, node))


def _values(request: Request, node: Node) -> Iterator[str]:
    """Yield a line for each value that is no text of its own."""
    for name, spec in type(node).fields().items():
        if name in _FIRST or spec.kind in _APART or not spec.shown:
            continue
        words = ", ".join(words_of(shown(request, node, spec)))
        if words:
            yield f"- {escaped(request.translate(spec.label))}: {words}"


def _entries(request: Request, folder: Container) -> Iterator[str]:
    for item in items(request, folder, look(request, folder, FIRST)):
        yield f"- {link(item['title'], item['@id'])}"


def includeme(config: Configurator) -> None:
    """Register the view."""
    config.add_view(
        show, context=Node, name=MARKDOWN, permission=VIEW, request_method=("GET", "HEAD")
    )
