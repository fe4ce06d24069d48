"""`@@contents`: what is in a folder, drafts included, for those who may view them."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator

from contentsite.admin.screen import add_screen
from contentsite.declaration import types_of
from contentsite.editing.places import addable_types
from contentsite.tree.container import Container
from contentsite.tree.order import ManualOrder
from contentsite.web.request import Request

from .asked import CHANGED, SIZES, Asked, asked_in
from .census import Census, census_of
from .clipboard import clip_of
from .listing import listing_of


def show(context: Container, request: Request) -> dict[str, Any]:
    """Show the children, a part at a time; to a script the table alone."""
    asked = asked_in(request)
    census = census_of(request, context)
    return {
        "listing": listing_of(request, context, asked),
        "asked": asked,
        "census": census,
        "clip": clip_of(request),
        "sizes": SIZES,
        "changed": CHANGED,
        "is_manual": isinstance(context.order, ManualOrder),
        "may_order": request.has_permission("delete", context),
        "may_add": bool(addable_types(request, context)),
        **_offered(request, census, asked),
    }


def _offered(request: Request, census: Census, asked: Asked) -> dict[str, Any]:
    """Return the types and states that the table can be narrowed to: (name, title), by title."""
    types = types_of(request.registry)
    titles = {state.name: state.title for w in request.workflows.values() for state in w.states}
    named = {name: info.title for name in census.types | {asked.type} if (info := types.of(name))}
    stated = {name: titles.get(name, name) for name in census.states | {asked.state} if name}
    stated.pop(CHANGED, None)
    return {
        "types": _sorted(request, named),
        "states": _sorted(request, stated),
    }


def _sorted(request: Request, titles: dict[str, str]) -> list[tuple[str, str]]:
    found = ((name, request.translate(title)) for name, title in titles.items())
    return sorted(found, key=lambda pair: pair[1])


def includeme(config: Configurator) -> None:
    """Register the screen."""
    add_screen(config, "contents", "view", show=show, context=Container)
