"""`@@order`: the children of a folder, each with a way up, down, to the top and to the bottom."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any, Final
from urllib.parse import urlencode

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest

from contentsite.sentence import _
from contentsite.tree.container import Container
from contentsite.tree.order import ManualOrder
from contentsite.web.request import Request

from .contents import page_of
from .flash import add_messages, go
from .screen import add_screen

PLACE: Final = ("after", "before")
"""What the query says of the part of the table."""


def show(context: Container, request: Request) -> Any:
    """Show a batch of the children with the buttons that move them."""
    if not isinstance(context.order, ManualOrder):
        return go(request, request.view_address(context, "@@contents"), "sorted", context)
    return {
        "page": page_of(context, request, "@@order"),
        "place": {name: request.GET[name] for name in PLACE if name in request.GET},
        "moved": (request.GET.get("moved", ""), request.GET.get("to", "")),
    }


def save(context: Container, request: Request) -> Any:
    """Put the child before another, and come back to the same page of the table."""
    child, way = request.POST.get("child"), _WAYS.get(str(request.POST.get("to")))
    if not isinstance(child, str) or way is None:
        raise HTTPBadRequest("child: which one; to: up, down, top or bottom")
    if not isinstance(context.order, ManualOrder):
        return go(request, request.view_address(context, "@@contents"), "sorted", context)
    if child not in context:
        return go(request, _back(context, request), "gone")
    before = way(context, child)
    if before != child:
        context.reorder(child, before)
    return go(request, _back(context, request, moved=child, to=str(request.POST["to"])), "ordered")


def _up(folder: Container, name: str) -> str | None:
    found = next(folder.rows_before(folder.order.key(name)), None)
    return found[1].name if found else name


def _down(folder: Container, name: str) -> str | None:
    following = [row.name for _key, row in islice(folder.rows(folder.order.key(name)), 2)]
    if not following:
        return name
    return following[1] if len(following) > 1 else None


def _top(folder: Container, name: str) -> str | None:
    return next(iter(folder))


def _bottom(folder: Container, name: str) -> str | None:
    return None


_WAYS: Final[dict[str, Callable[[Container, str], str | None]]] = {
    "up": _up,
    "down": _down,
    "top": _top,
    "bottom": _bottom,
}


def _back(folder: Container, request: Request, **more: str) -> str:
    """Return the address of the same part of the table; the button that was pressed is in focus there."""
    place = {name: request.POST.get(name) for name in PLACE}
    known = {name: token for name, token in place.items() if isinstance(token, str)}
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
