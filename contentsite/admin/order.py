"""`@@order`: a child of a folder goes up, down, to the top or to the bottom."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any, Final
from urllib.parse import urlencode

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest

from contentsite.tree.container import Container
from contentsite.tree.order import ManualOrder
from contentsite.web.request import Request

from .flash import add_messages, go
from .screen import add_screen


def save(context: Container, request: Request) -> Any:
    """Put the child before another, and come back to the same page of the table."""
    child, way = request.POST.get("child"), _WAYS.get(str(request.POST.get("to")))
    if not isinstance(child, str) or way is None:
        raise HTTPBadRequest("child: which one; to: up, down, top or bottom")
    if not isinstance(context.order, ManualOrder):
        return go(request, _back(context, request), "sorted", context)
    if child not in context:
        return go(request, _back(context, request), "gone")
    before = way(context, child)
    if before != child:
        context.reorder(child, before)
    return go(request, _back(context, request), "ordered")


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


def _back(folder: Container, request: Request) -> str:
    place = {name: request.POST.get(name) for name in ("after", "before")}
    query = urlencode({name: token for name, token in place.items() if isinstance(token, str)})
    return request.view_address(folder, "@@contents") + (f"?{query}" if query else "")


def includeme(config: Configurator) -> None:
    """Register the screen."""
    add_screen(config, "order", "edit", save=save, context=Container)
    add_messages(
        config,
        {
            "ordered": "The order was changed.",
            "sorted": "“{title}” is sorted by itself. To order it by hand, choose the manual sorting.",
            "gone": "It is not there any more: someone else has moved or deleted it.",
        },
    )
