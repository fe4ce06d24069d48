"""What is in a folder, in batches that are addressed by key: as quick in the middle as at the start."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from contentsite.declaration import TypeInfo, types_of
from contentsite.tree.container import Container
from contentsite.tree.order import Raw
from contentsite.web.request import Request
from contentsite.web.segment import segment
from contentsite.web.visible import listed_in

from .card import Card, card_of_row

SCAN: Final = 5_000
"""So many rows are looked at to fill one batch: a folder full of drafts has shorter pages, no slower ones."""

Keyed = tuple[Any, Raw]
"""A row, and its key."""
Found = tuple[Any, Raw, TypeInfo]
"""A row that is shown, its key and its type."""


class Listing(NamedTuple):
    """One batch of a folder's children, and the addresses of the batches beside it."""

    rows: tuple[Card, ...]
    previous_url: str | None
    next_url: str | None


def listing(request: Request, folder: Container, limit: int | None = None) -> Listing:
    """Return a batch of the folder's children that the visitor may see, in the folder's order.

    With a limit the first so many; without one the batch that the query names by `after` or `before`.
    """
    order = folder.order
    if limit is not None:
        return Listing(
            draw(request, folder, visible(request, folder, order.rows(), limit)), None, None
        )
    after, before = _place(request, folder)
    rows = order.rows(after) if before is None else order.rows_before(before)
    found = visible(request, folder, rows, request.settings.public.batch)
    if before is not None:
        found.reverse()
    return Listing(
        draw(request, folder, found),
        _beside(request, folder, "before", found[0][0] if found else after),
        _beside(request, folder, "after", found[-1][0] if found else before),
    )


def latest(request: Request, folder: Container, limit: int) -> tuple[Card, ...]:
    """Return the newest children: by the day they stand under, among the last ones in manual order."""
    order = folder.order
    rows = order.rows() if order.descending else order.rows_before(None)
    cards = draw(request, folder, visible(request, folder, rows, max(limit * 4, 20)))
    return tuple(sorted(cards, key=lambda card: _moment(card.date), reverse=True)[:limit])


def draw(request: Request, folder: Container, rows: list[Found]) -> tuple[Card, ...]:
    """Return rows as cards."""
    prefix = request.address(folder).rstrip("/") + "/"
    return tuple(
        [
            card_of_row(request, folder, prefix, segment(raw[1]), info, raw)
            for _key, raw, info in rows
        ]
    )


def visible(request: Request, folder: Container, rows: Iterator[Keyed], most: int) -> list[Found]:
    """Return the first rows that are listed, of a type that is installed, and may be seen."""
    types, is_listed = types_of(request.registry), listed_in(request, folder)
    infos: dict[str, TypeInfo | None] = {}
    found: list[Found] = []
    for key, raw in islice(rows, SCAN):
        kind = raw[4]
        if kind not in infos:
            infos[kind] = types.of(kind)
        info = infos[kind]
        if info is not None and is_listed(raw, info.workflow):
            found.append((key, raw, info))
            if len(found) == most:
                break
    return found


def _moment(day: date | datetime | None) -> str:
    """Return a day or moment so that it compares with any other; none is the oldest."""
    if isinstance(day, datetime):
        return day.astimezone(UTC).isoformat()
    return day.isoformat() if day else ""


def _place(request: Request, folder: Container) -> tuple[Any, Any]:
    """Read the keys from the query; a key that cannot be read is the start."""
    keys = []
    for name in ("after", "before"):
        token = request.GET.get(name, "") if request.query_string else ""
        try:
            keys.append(folder.order.parse(token) if token else None)
        except ValueError:
            keys.append(None)
    return keys[0], keys[1]


def _beside(request: Request, folder: Container, name: str, key: Any) -> str | None:
    """Return the address of the batch before or after a key, None where nothing is there to see."""
    if key is None:
        return None
    rows = folder.order.rows_before(key) if name == "before" else folder.order.rows(key)
    if not visible(request, folder, rows, 1):
        return None
    return request.address(folder) + "?" + urlencode({name: folder.order.token(key)})
