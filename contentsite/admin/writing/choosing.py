"""Which type of page is to be added: the one that the address names."""

from __future__ import annotations

from typing import Final

from pyramid.httpexceptions import HTTPNotFound

from contentsite.catalog.ask import asking_of
from contentsite.catalog.query import Query
from contentsite.declaration import TypeInfo
from contentsite.editing.places import addable_types
from contentsite.tree.container import Container
from contentsite.web.request import Request

LOOKED_AT: Final = 20
"""So many pages that somebody made last tell which types he uses."""


def recent_first(request: Request, types: tuple[TypeInfo, ...]) -> tuple[TypeInfo, ...]:
    """Return types, those first of which the one who asks has made pages lately; as they are without a catalog."""
    asking = asking_of(request)
    query = Query(owner=request.who.uid, sort="modified", limit=LOOKED_AT)
    made = dict.fromkeys(type(hit.node).__name__ for hit in asking.search(query).hits)
    order = {name: place for place, name in enumerate(made)}
    return tuple(sorted(types, key=lambda info: order.get(info.name, len(order))))


def chosen(folder: Container, request: Request) -> TypeInfo:
    """Return the type that the address names; HTTPNotFound where it may not be added here."""
    known = {info.name: info for info in addable_types(request, folder)}
    info = known.get(request.subpath[0]) if len(request.subpath) == 1 else None
    if info is None:
        raise HTTPNotFound("there is no such type here")
    return info
