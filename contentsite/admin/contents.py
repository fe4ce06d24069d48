"""`@@contents`: what is in a folder, drafts included, for those who may view them."""

from __future__ import annotations

from itertools import islice
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from pyramid.config import Configurator

from contentsite.declaration import types_of
from contentsite.editing.places import addable_types
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.tree.order import ManualOrder, Raw
from contentsite.web.request import Request
from contentsite.workflow.workflow import State

from .screen import add_screen
from .shell import allowed, is_changed, landing, state_of

BATCH: Final = 50
SCAN: Final = 500
"""So many rows are looked at for one page: where little of a folder may be viewed, pages are shorter, not slower."""


class Item(NamedTuple):
    """A child as the table shows it."""

    node: Node
    url: str
    type_title: str
    icon: str
    state: State
    is_scheduled: bool
    is_changed: bool
    allowed: frozenset[str]
    """What the one who asks may do with it."""


class Page(NamedTuple):
    """A part of the table, and the addresses of those beside it."""

    items: tuple[Item, ...]
    previous_url: str
    next_url: str


def show(context: Container, request: Request) -> dict[str, Any]:
    """Show the children, a batch at a time, addressed by key."""
    return {
        "page": page_of(context, request),
        "is_manual": isinstance(context.order, ManualOrder),
        "may_order": request.has_permission("delete", context),
        "may_add": bool(addable_types(request, context)),
    }


def page_of(folder: Container, request: Request, view: str = "@@contents") -> Page:
    """Return the batch that the query names by `after` or `before`; a key that cannot be read is the start."""
    after, before = _key(request, folder, "after"), _key(request, folder, "before")
    order = folder.order
    rows = order.rows(after) if before is None else order.rows_before(before)
    looked = list(islice(rows, SCAN + 1))
    found, used = _seen(request, folder, looked)
    rest = looked[used:]
    if before is not None:
        found.reverse()
    nearest = looked[0][0] if looked else after
    farthest = looked[used - 1][0] if used else before
    if before is not None:
        is_first, is_last, first, last = not rest, False, farthest, nearest
    else:
        is_first, is_last, first, last = after is None, not rest, nearest, farthest
    return Page(
        tuple(_item(request, node) for node in found),
        "" if is_first else _beside(request, folder, view, {"before": first}),
        "" if is_last else _beside(request, folder, view, {"after": last}),
    )


def _seen(
    request: Request, folder: Container, looked: list[tuple[Any, Raw]]
) -> tuple[list[Node], int]:
    """Return the children of these rows that may be viewed, as many as a page has, and how many rows that took."""
    found: list[Node] = []
    for used, (_key, raw) in enumerate(looked[:SCAN], start=1):
        child = folder.get(raw[1])
        if isinstance(child, Node) and request.has_permission("view", child):
            found.append(child)
            if len(found) == BATCH:
                return found, used
    return found, min(len(looked), SCAN)


def _item(request: Request, node: Node) -> Item:
    info = types_of(request.registry).of(type(node).__name__)
    state = state_of(request, node)
    return Item(
        node,
        landing(request, node),
        info.title if info else type(node).__name__,
        info.icon if info else "document",
        state,
        state.kind == "live" and not node.is_live(request.now),
        is_changed(request, node),
        allowed(request, node),
    )


def _key(request: Request, folder: Container, name: str) -> Any:
    token = request.GET.get(name, "")
    try:
        return folder.order.parse(token) if token else None
    except ValueError:
        return None


def _beside(request: Request, folder: Container, view: str, place: dict[str, Any]) -> str:
    tokens = {name: folder.order.token(key) for name, key in place.items() if key is not None}
    return f"{request.view_address(folder, view)}?{urlencode(tokens)}" if tokens else ""


def includeme(config: Configurator) -> None:
    """Register the screen."""
    add_screen(config, "contents", "view", show=show, context=Container)
