"""What is in a folder, a batch at a time: from the rows of its order, without loading the children.

Links lead from batch to batch by key (`after`), which takes the same time anywhere; an offset alone
(`b_start`) has to be counted off, 1 ms for each 1,000 rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from contentsite.catalog.ask import asking_of
from contentsite.declaration import types_of
from contentsite.security.role import MANAGER
from contentsite.tree.container import Container
from contentsite.tree.order import Raw
from contentsite.web.place import key_of, token_of
from contentsite.web.request import Request
from contentsite.web.segment import segment
from contentsite.web.visible import roles_in, viewable_in

from ..batching import Span, batching
from ..shape import Summary, url

SCAN: Final = 5_000
"""So many rows are looked at to fill one batch: where little may be seen batches are shorter, not slower."""
COUNTED: Final = 1_000
"""So many rows are counted one by one to say how many of them may be seen."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A part of a listing that is asked for."""

    start: int
    size: int
    after: str


@dataclass(slots=True)
class Listing:
    """The rows of a batch that may be seen, each with its key, and what is known of the rest."""

    rows: list[tuple[Any, Raw]] = field(default_factory=list)
    is_more: bool = False
    has_hidden: bool = False
    """Whether a row was met that may not be seen."""
    last: str = ""
    """The name of the last child that was looked at."""
    is_last_seen: bool = False
    """Whether that one may be seen."""


def look(request: Request, folder: Container, batch: Batch) -> Listing:
    """Return the rows of a batch; a key that cannot be read is told by ValueError."""
    order = folder.order
    after = key_of(folder, batch.after) if batch.after else None
    skipped = 0 if batch.after else batch.start
    rows = order.rows(after)
    if sees_all(request, folder):
        rows, skipped = islice(rows, skipped, None), 0
    found, keys = Listing(), _is_seen(request, folder)
    for looked, (key, raw) in enumerate(rows):
        if len(found.rows) == batch.size or looked == SCAN + skipped:
            found.is_more = True
            return found
        found.last, found.is_last_seen = raw[1], keys(raw)
        if not found.is_last_seen:
            found.has_hidden = True
        elif skipped:
            skipped -= 1
        else:
            found.rows.append((key, raw))
    return found


def total(request: Request, folder: Container, batch: Batch, listing: Listing) -> int:
    """Return how many children may be seen.

    Of a folder with more than 1,000 the catalog says it. Where that has none yet, or does not know for
    sure, it is the folder's counter as long as nothing hidden is met in the batch, then what is known so
    far: those up to here, and one more; and right where the listing ends.
    """
    number = len(folder)
    if sees_all(request, folder):
        return number
    if number <= COUNTED:
        return sum(map(_is_seen(request, folder), folder.order.raws()))
    known = _known(request, folder)
    if known is not None:
        return known
    if listing.is_more and not listing.has_hidden:
        return number
    return batch.start + len(listing.rows) + listing.is_more


def _known(request: Request, folder: Container) -> int | None:
    """Return how many children the catalog says may be seen; nothing of the past is in it."""
    if request.past is not None:
        return None
    return asking_of(request).number_in(folder)


def sees_all(request: Request, folder: Container) -> bool:
    """Tell whether the one who asks sees whatever is in a folder: Managers do."""
    return MANAGER in roles_in(request, folder)


def items(request: Request, folder: Container, listing: Listing) -> list[Summary]:
    """Return the rows of a listing as nodes in short."""
    types, prefix = types_of(request.registry), url(request, folder)
    return [_item(types.of(raw[4]), prefix, raw) for _key, raw in listing.rows]


def _item(info: Any, prefix: str, raw: Raw) -> Summary:
    return {
        "@id": f"{prefix}/{segment(raw[1])}",
        "@type": raw[4],
        "title": raw[2],
        "description": raw[3],
        "review_state": raw[5],
        "type_title": info.title,
        "is_folderish": issubclass(info.cls, Container),
    }


def links(
    request: Request, folder: Container, batch: Batch, listing: Listing, number: int
) -> dict[str, str] | None:
    """Return the addresses of this batch and of those beside it; None where one batch is all."""
    if not listing.is_more and not batch.start and number <= batch.size:
        return None
    following = batch.start + len(listing.rows) if listing.is_more else None
    span = Span(batch.start, batch.size, number, following)
    key = {}
    if listing.is_more:
        key["after"] = token_of(folder, listing.last, is_seen=listing.is_last_seen)
    return batching(request, url(request, folder), span, **key)


def _is_seen(request: Request, folder: Container) -> Any:
    types, is_viewable = types_of(request.registry), viewable_in(request, folder)

    def is_seen(raw: Raw) -> bool:
        info = types.of(raw[4])
        return info is not None and is_viewable(raw, info.workflow)

    return is_seen
