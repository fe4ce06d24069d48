"""A node as listings show it: made from its row, without loading it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

from contentsite.declaration import TypeInfo, types_of
from contentsite.tree.node import Node
from contentsite.tree.order import Raw
from contentsite.tree.row import Row, row_of
from contentsite.web.request import Request
from contentsite.web.visible import seen

from .picture import Shown, picture_of

_DATES: Final = ("date", "starts")
KEPT: Final = 4_096


class Card:
    """A child as a listing shows it. The same values give the same object, so that what is drawn of it can be kept."""

    __slots__ = (
        "date",
        "description",
        "extra",
        "icon",
        "name",
        "picture",
        "title",
        "type",
        "type_title",
        "url",
    )

    def __init__(self, url: str, info: TypeInfo, row: Row, picture: Shown | None) -> None:
        self.url, self.name, self.title, self.description = (
            url,
            row.name,
            row.title,
            row.description,
        )
        self.type, self.type_title, self.icon = row.type, info.title, info.icon
        self.extra = row.extra
        self.date = _date(row)
        self.picture = picture

    def get(self, name: str) -> Any:
        """Return the value of a `Listed()` field, None where its type has none of this name."""
        return next((value for field, value in self.extra if field == name), None)


def card_of_row(
    request: Request, folder: Any, prefix: str, name: str, info: TypeInfo, raw: Raw
) -> Card:
    """Return the card of a row; `prefix` and `name` are the two parts of its address."""
    extra = raw[-1]
    if not extra and not info.has_image:
        return _card(prefix + name, info, raw, None, "")
    # moments that are equal in different zones are told apart by how they are written
    return _card(
        prefix + name, info, raw, _picture(request, folder, info, Row._make(raw)), str(extra)
    )


def cards_of(request: Request, uids: Iterable[str]) -> tuple[Card, ...]:
    """Return the nodes of these uids that the visitor may see, as they are shown in listings."""
    types = types_of(request.registry)
    found = (
        (node, types.of(type(node).__name__))
        for uid in uids
        if (node := seen(request, uid)) is not None
    )
    return tuple(_card_of_node(request, node, info) for node, info in found if info is not None)


@lru_cache(maxsize=KEPT)
def _card(url: str, info: TypeInfo, raw: Raw, picture: Shown | None, written: str) -> Card:
    return Card(url, info, Row._make(raw), picture)


def _card_of_node(request: Request, node: Node, info: TypeInfo) -> Card:
    return card_of_row(
        request, node.__parent__ or {}, request.address(node), "", info, row_of(node)
    )


def _date(row: Row) -> Any:
    """Return the day of the first dated field that has one."""
    values = dict(row.extra)
    return next((values[name] for name in _DATES if name in values), None)


def _picture(request: Request, folder: Any, info: TypeInfo, row: Row) -> Shown | None:
    if info.has_image:
        node = folder.get(row.name)
    else:
        uid = next((value for field, value in row.extra if field == "picture"), None)
        node = seen(request, uid) if uid else None
    return picture_of(request, node) if node is not None else None
