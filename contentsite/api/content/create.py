"""`POST` to a folder: a new node in it."""

from __future__ import annotations

from typing import Any

from contentsite.declaration import TypeInfo
from contentsite.editing.adding import made
from contentsite.editing.places import addable_types
from contentsite.security.role import ADD
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.web.request import Request

from ..answer import WRITTEN
from ..body import InvalidBody
from ..endpoint import endpoint
from ..shape import url
from .payload import Content, NewContent
from .read import whole
from .sent import sent_for


@endpoint(
    method="POST", permission=ADD, summary="Add a node to a folder", errors=(409,), makes=True
)
def create(context: Container, request: Request, body: NewContent) -> Content:
    """`@type` says what it is; `id` is its name, which is made of the title where none is sent."""
    node = create_in(context, request, body)
    request.known[WRITTEN] = node
    request.response.status_int = 201
    request.response.location = url(request, node)
    return whole(request, node)


def create_in(folder: Container, request: Request, given: dict[str, Any]) -> Node:
    """Add what was sent to a folder, and return it. Raises what is told by its own status."""
    info = _type(folder, request, given.get("@type"))
    sent = sent_for(request, info.cls, None, given)
    refuse_later(sent.place, "effective", "expires", "ordering")
    name = sent.place.get("id")
    if name is not None and not isinstance(name, str):
        raise InvalidBody([("id", "must be a text", "string_type")])
    node = made(request, info, sent.values)
    if name:
        return folder.add(name, node)
    return folder.add_titled(node, unicode=request.settings.site.unicode_names)


def refuse_later(place: dict[str, Any], *names: str) -> None:
    """Raise InvalidBody for what cannot be said of a node that is not there, or not published, yet."""
    found = [name for name in names if place.get(name) is not None]
    if found:
        reason = "comes with the publication: send it to @workflow/publish"
        raise InvalidBody([(name, reason, "not_yet") for name in found])


def _type(folder: Container, request: Request, name: Any) -> TypeInfo:
    known = {info.name: info for info in addable_types(request, folder)}
    titles = {info.title: info for info in known.values()}
    info = known.get(name) or titles.get(name) if isinstance(name, str) else None
    if info is None:
        reason = "must be one of: " + ", ".join(sorted(known))
        raise InvalidBody([("@type", reason, "literal_error")])
    return info
