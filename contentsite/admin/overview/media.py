"""`/@@media`: the pictures and files of the whole site, the newest first, found by words and kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, NamedTuple
from urllib.parse import urlencode

from pydantic import Field
from pyramid.config import Configurator

from contentsite.admin.screen import add_site_screen
from contentsite.admin.shell import WORK, add_section, landing, state_of
from contentsite.catalog.ask import Answer, asking_of
from contentsite.catalog.query import DEEPEST, Query
from contentsite.declaration import types_of
from contentsite.page.words import filesize
from contentsite.schema.files import StoredFile, StoredImage
from contentsite.security.role import ACCOUNT
from contentsite.sentence import _
from contentsite.tree.node import Node, written_path
from contentsite.web.download import SHOWN_IN_PAGES, field_of, file_address
from contentsite.web.request import Request
from contentsite.workflow.workflow import State

BATCH: Final = 48
KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "": ("picture", "attachment"),
    "pictures": ("picture",),
    "files": ("attachment",),
}
"""What is chosen, and the kinds of fields by which a type belongs to it."""


class Line(NamedTuple):
    """A picture or a file as the list shows it."""

    node: Node
    url: str
    icon: str
    path: str
    about: str
    """Its size, in bytes and in pixels."""
    shown: str
    """The address of the picture, "" for what cannot be shown."""
    links: str
    """Where those that refer to it are listed."""
    state: State


def show(
    _context: Node,
    request: Request,
    q: str = "",
    kind: Literal["", "pictures", "files"] = "",
    look: Literal["grid", "list"] = "grid",
    page: Annotated[int, Field(ge=1, le=DEEPEST // BATCH)] = 1,
) -> Mapping[str, Any]:
    """Show a batch of what the one who asks may see."""
    asked = {"q": q.strip(), "kind": kind, "look": look}
    answer = _found(request, asked["q"], kind, page)
    lines = [line(request, hit.node) for hit in answer.hits]
    return {
        "asked": asked,
        "is_ready": answer.is_ready,
        "total": answer.total,
        "lines": lines,
        "other_look": _url(request, {**asked, "look": "list" if look == "grid" else "grid"}, page),
        "previous_url": _url(request, asked, page - 1) if page > 1 else "",
        "next_url": _url(request, asked, page + 1) if answer.total > page * BATCH else "",
    }


def types_with(request: Request, kind: str) -> tuple[str, ...]:
    """Return the names of the types that are pictures or files themselves: they have such a field, and are no pages."""
    return tuple(
        info.name
        for info in types_of(request.registry).values()
        if not info.navigable
        and any(spec.kind in KINDS[kind] for spec in info.cls.fields().values())
    )


def line(request: Request, node: Node) -> Line:
    """Return what is shown of a picture or a file."""
    info = types_of(request.registry).of(type(node).__name__)
    field = field_of(node, StoredFile)
    held = getattr(node, field) if field else None
    return Line(
        node,
        landing(request, node),
        info.icon if info else "file",
        written_path(node),
        _about(held),
        file_address(request, node, StoredImage) if _is_shown(held) else "",
        request.view_address(node, "@@links"),
        state_of(request, node),
    )


def _is_shown(held: Any) -> bool:
    return isinstance(held, StoredImage) and held.content_type in SHOWN_IN_PAGES


def _about(held: Any) -> str:
    if not isinstance(held, StoredFile):
        return ""
    pixels = f", {held.width} × {held.height}" if isinstance(held, StoredImage) else ""
    return f"{filesize(held.size)}{pixels}"


def _found(request: Request, words: str, kind: str, page: int) -> Answer:
    types = types_with(request, kind)
    query = Query(
        words=words,
        is_typing=True,
        # a site without such types has no pictures, not all pages
        types=types or ("-",),
        within="" if request.home is request.site else request.home.uid,
        sort="modified",
        offset=(page - 1) * BATCH,
        limit=BATCH,
    )
    return asking_of(request).search(query)


def _url(request: Request, asked: Mapping[str, str], page: int) -> str:
    given = {name: text for name, text in asked.items() if text}
    query = urlencode({**given, **({"page": page} if page > 1 else {})})
    return f"{request.view_address(request.home, '@@media')}?{query}"


def includeme(config: Configurator) -> None:
    """Register the screen; each sees what he may see."""
    add_site_screen(config, "media", ACCOUNT, show=show)
    add_section(config, _("Media"), "media", "image", ACCOUNT, group=WORK, keys="g m")
