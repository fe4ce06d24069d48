"""`/@@find`: pages by their words, drafts and working copies included, for those who may see them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, NamedTuple
from urllib.parse import urlencode

from markupsafe import Markup
from pydantic import Field
from pyramid.config import Configurator

from contentsite.admin.screen import add_site_screen
from contentsite.admin.shell import landing, state_of
from contentsite.catalog.ask import Hit, asking_of
from contentsite.catalog.query import DEEPEST, Query
from contentsite.declaration import types_of
from contentsite.security.role import ACCOUNT
from contentsite.tree.node import Node, written_path
from contentsite.web.request import Request
from contentsite.workflow.workflow import State

BATCH: Final = 50


class Line(NamedTuple):
    """A page that was found; title and text are HTML."""

    node: Node
    url: str
    title: Markup
    text: Markup
    path: str
    type_title: str
    icon: str
    state: State
    is_copy: bool


def show(
    context: Node,
    request: Request,
    q: str = "",
    tag: str = "",
    page: Annotated[int, Field(ge=1, le=DEEPEST // BATCH)] = 1,
) -> Mapping[str, Any]:
    """Show what was found: by words, by a tag, or by both."""
    words, tag = q.strip(), tag.strip()
    if not words and not tag:
        return {"q": "", "tag": "", "answer": None}
    query = Query(
        words=words,
        # the last word may not be finished: one looks for a page of which one remembers a little
        is_typing=True,
        tags=(tag,) if tag else (),
        within="" if context is request.site else context.uid,
        offset=(page - 1) * BATCH,
        limit=BATCH,
        copies=True,
    )
    answer = asking_of(request).search(query)
    return {
        "q": words,
        "tag": tag,
        "answer": answer,
        "most": DEEPEST,
        "lines": [_line(request, hit) for hit in answer.hits],
        "previous_url": _url(request, words, tag, page - 1) if page > 1 else "",
        "next_url": _url(request, words, tag, page + 1) if answer.total > page * BATCH else "",
    }


def _line(request: Request, hit: Hit) -> Line:
    node = hit.node
    info = types_of(request.registry).of(type(node).__name__)
    return Line(
        node,
        landing(request, node),
        # escaped by the snippet, which adds <mark>
        Markup(hit.title),  # noqa: S704
        Markup(hit.snippet),  # noqa: S704
        written_path(node),
        info.title if info else type(node).__name__,
        info.icon if info else "document",
        state_of(request, node),
        hit.is_copy,
    )


def _url(request: Request, words: str, tag: str, page: int) -> str:
    query = urlencode({"q": words, **({"tag": tag} if tag else {}), "page": page})
    return f"{request.view_address(request.home, '@@find')}?{query}"


def includeme(config: Configurator) -> None:
    """Register the screen; each finds what he may see."""
    add_site_screen(config, "find", ACCOUNT, show=show)
