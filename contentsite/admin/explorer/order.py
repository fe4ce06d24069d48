"""`@@order`: children of a folder put elsewhere among their siblings; without script by a screen with buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any, Final
from urllib.parse import urlencode

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest

from contentsite.admin.flash import add_messages, go
from contentsite.admin.given import text, texts
from contentsite.admin.screen import add_screen
from contentsite.sentence import _
from contentsite.tree.container import Container
from contentsite.tree.order import ManualOrder
from contentsite.web.request import Request

from .asked import SIZES, back_to
from .by_key import batch_of
from .line import line_of
from .rights import rights_among

PLACE: Final = ("after", "before")
"""What the query says of the part of the table."""
NEAR: Final = 1_000
"""So many siblings are passed over, at most, that are moved along."""


def show(context: Container, request: Request) -> Any:
    """Show a batch of the children with the buttons that move them."""
    if not isinstance(context.order, ManualOrder):
        return go(request, request.view_address(context, "@@contents"), "sorted", context)
    place = {name: request.GET[name] for name in PLACE if name in request.GET}
    batch = batch_of(request, context, SIZES[0], **place)
    rights = rights_among(request)
    here = request.view_address(context, "@@order")
    return {
        "lines": [line_of(request, node, rights(node)) for node in batch.nodes],
        "previous_url": f"{here}?before={batch.before}" if batch.before else "",
        "next_url": f"{here}?after={batch.after}" if batch.after else "",
        "place": place,
        "moved": (request.GET.get("moved", ""), request.GET.get("to", "")),
    }


def save(context: Container, request: Request) -> Any:
    """Put children just before or behind a sibling, or some way; then show where they were shown."""
    names, way = tuple(dict.fromkeys(texts(request, "child"))), text(request, "to")
    sibling = text(request, "before") or text(request, "behind")
    if not names or not (sibling or way in _WAYS):
        raise HTTPBadRequest("child: which one; to: up, down, top or bottom; or before, or behind")
    if not isinstance(context.order, ManualOrder):
        return go(request, request.view_address(context, "@@contents"), "sorted", context)
    if any(name not in context for name in names) or (sibling and sibling not in context):
        return go(request, _back(context, request), "gone")
    before = _before(context, names, request) if sibling else _WAYS[way](context, names)
    for name in names:
        context.reorder(name, before)
    return go(request, _back(context, request, moved=names[0], to=way), "ordered")


def _before(folder: Container, names: Sequence[str], request: Request) -> str | None:
    """Return the sibling that the form names, or the one after it, to put the children before."""
    before, behind = text(request, "before"), text(request, "behind")
    return _from(folder, names, before or behind, itself=bool(before))


def _from(folder: Container, names: Sequence[str], sibling: str, *, itself: bool) -> str | None:
    """Return the sibling, or the first behind it that stays where it is."""
    if itself and sibling not in names:
        return sibling
    rows = islice(folder.order.rows(folder.order.key(sibling)), NEAR)
    return next((raw[1] for _key, raw in rows if raw[1] not in names), None)


def _up(folder: Container, names: Sequence[str]) -> str | None:
    found = next(folder.rows_before(folder.order.key(names[0])), None)
    return _from(folder, names, found[1].name if found else names[0], itself=True)


def _down(folder: Container, names: Sequence[str]) -> str | None:
    following = next(folder.rows(folder.order.key(names[-1])), None)
    return _from(folder, names, following[1].name, itself=False) if following else None


def _top(folder: Container, names: Sequence[str]) -> str | None:
    return _from(folder, names, next(iter(folder)), itself=True)


def _bottom(_folder: Container, _names: Sequence[str]) -> str | None:
    return None


_WAYS: Final[dict[str, Callable[[Container, Sequence[str]], str | None]]] = {
    "up": _up,
    "down": _down,
    "top": _top,
    "bottom": _bottom,
}


def _back(folder: Container, request: Request, **more: str) -> str:
    """Return where the form was sent from: the explorer, or the same part of the screen with its buttons."""
    if "back" in request.POST:
        return back_to(request, folder)
    place = {name: text(request, f"at-{name}") for name in PLACE}
    known = {name: token for name, token in place.items() if token}
    query = urlencode({**known, **more})
    return request.view_address(folder, "@@order") + (f"?{query}" if query else "")


def includeme(config: Configurator) -> None:
    """Register the screen: an order is public at once, so that `edit`, which changes a working copy, is not enough."""
    add_screen(config, "order", "delete", show=show, save=save, context=Container)
    add_messages(
        config,
        {
            "ordered": _("The order was changed."),
            "sorted": _(
                "“{title}” is sorted by itself. To order it by hand, choose the manual sorting."
            ),
            "gone": _("It is not there any more: someone else has moved or deleted it."),
        },
    )
