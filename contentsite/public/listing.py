"""What is in a folder, in batches that are addressed by key: as quick in the middle as at the start."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urlencode

from contentsite.declaration import TypeInfo, types_of
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.tree.row import Row, row_of
from contentsite.web.request import Request, segment
from contentsite.web.visible import is_row_seen, seen

from .picture import Shown, picture_of

SCAN = 5_000
"""So many rows are looked at to fill one batch: a folder full of drafts has shorter pages, no slower ones."""

_DATES = ("date", "starts")


class Card:
    """A child as a listing shows it."""

    __slots__ = (
        "_folder",
        "_info",
        "_request",
        "description",
        "extra",
        "name",
        "title",
        "type",
        "url",
        "window",
    )

    def __init__(self, request: Request, folder: Any, info: TypeInfo, row: Row, url: str) -> None:
        self._request, self._folder, self._info = request, folder, info
        self.name, self.title, self.description, self.type = (
            row.name,
            row.title,
            row.description,
            row.type,
        )
        self.url, self.extra, self.window = url, dict(row.extra), row.publish_at

    @property
    def type_title(self) -> str:
        """The name of its type in words."""
        return self._info.title

    @property
    def icon(self) -> str:
        """The name of its type's icon."""
        return self._info.icon

    @property
    def date(self) -> Any:
        """The day that it stands under: of the event, of the news, else None."""
        found = next((self.extra[name] for name in _DATES if self.extra.get(name)), None)
        return found or (self.window if "date" in self.extra else None)

    @property
    def picture(self) -> Shown | None:
        """The picture that it is shown with."""
        uid = self.extra.get("picture")
        if uid:
            node = seen(self._request, uid)
        else:
            node = self._folder.get(self.name) if self._info.cls.fields().get("image") else None
        return node and picture_of(self._request, node)


class Listing(NamedTuple):
    """One batch of a folder's children, and the addresses of the batches beside it."""

    rows: tuple[Card, ...]
    previous_url: str | None
    next_url: str | None


def listing(request: Request, folder: Container, limit: int | None = None) -> Listing:
    """Return a batch of the folder's children that the visitor may see, in the folder's order.

    With a limit the first so many; without one the batch that the query names by `after` or `before`.
    """
    if limit is not None:
        first = _visible(request, folder, folder.rows(), limit)
        return Listing(tuple(card_in(request, folder, row) for _key, row in first), None, None)
    after, before = _place(request, folder)
    size = request.settings.public.batch
    rows = folder.rows(after) if before is None else folder.rows_before(before)
    found = _visible(request, folder, rows, size)
    if before is not None:
        found.reverse()
    return Listing(
        tuple(card_in(request, folder, row) for _key, row in found),
        _beside(request, folder, "before", found[0][0] if found else after),
        _beside(request, folder, "after", found[-1][0] if found else before),
    )


def latest(request: Request, folder: Container, limit: int) -> tuple[Card, ...]:
    """Return the newest children: by the day they stand under, among the last ones in manual order."""
    rows = folder.rows() if folder.order.descending else folder.rows_before(None)
    found = _visible(request, folder, rows, max(limit * 4, 20))
    cards = [card_in(request, folder, row) for _key, row in found]
    cards.sort(key=lambda card: _moment(card.date), reverse=True)
    return tuple(cards[:limit])


def _moment(day: date | datetime | None) -> str:
    """Return a day or moment so that it compares with any other; none is the oldest."""
    if isinstance(day, datetime):
        return day.astimezone(UTC).isoformat()
    return day.isoformat() if day else ""


def cards(request: Request, uids: Iterable[str]) -> tuple[Card, ...]:
    """Return the nodes of these uids that the visitor may see, as they are shown in listings."""
    nodes = (seen(request, uid) for uid in uids)
    return tuple(
        card for node in nodes if node is not None if (card := card_of(request, node)) is not None
    )


def card_of(request: Request, node: Node) -> Card | None:
    """Return one node as it is shown in listings; None for a type that is not installed."""
    info = types_of(request.registry).of(type(node).__name__)
    row = Row._make(row_of(node))
    return info and Card(request, node.__parent__ or {}, info, row, request.address(node))


def card_in(request: Request, folder: Container, row: Row) -> Card:
    """Return a child as it is shown in listings, without loading it; its type must be installed."""
    info = types_of(request.registry).of(row.type)
    assert info is not None  # noqa: S101  (what has no type was not visible)
    return Card(
        request, folder, info, row, request.address(folder).rstrip("/") + "/" + segment(row.name)
    )


def _visible(
    request: Request, folder: Container, rows: Iterator[tuple[Any, Row]], limit: int
) -> list[tuple[Any, Row]]:
    types = types_of(request.registry)
    nearby = islice(rows, SCAN)
    found = (
        pair
        for pair in nearby
        if pair[1].listed and types.of(pair[1].type) and is_row_seen(request, folder, pair[1])
    )
    return list(islice(found, limit))


def _place(request: Request, folder: Container) -> tuple[Any, Any]:
    """Read the keys from the query; a key that cannot be read is the start."""
    keys = []
    for name in ("after", "before"):
        token = request.GET.get(name, "")
        try:
            keys.append(folder.order.parse(token) if token else None)
        except ValueError:
            keys.append(None)
    return keys[0], keys[1]


def _beside(request: Request, folder: Container, name: str, key: Any) -> str | None:
    """Return the address of the batch before or after a key, None where nothing is there to see."""
    if key is None:
        return None
    rows = folder.rows_before(key) if name == "before" else folder.rows(key)
    if not _visible(request, folder, rows, 1):
        return None
    return request.address(folder) + "?" + urlencode({name: folder.order.token(key)})
