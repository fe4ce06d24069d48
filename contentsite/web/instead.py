"""What is shown at a node's own address in place of its own page: another view of it, or a page in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.view import render_view_to_response

from contentsite.tree.node import Node, lineage

from .request import Request
from .visible import seen

View = Callable[[Any, Any], Any]


def default_view(name: str) -> View:
    """Return a view that shows the node by its view of this name: what a type names as `default_view`."""

    def show_default_view(context: Node, request: Request) -> Any:
        return _response(context, request, name)

    return show_default_view


def with_default_page(view: View) -> View:
    """Return a view that shows the page which a folder names in `default_page`, and else does as `view`."""

    def show_default_page(context: Any, request: Request) -> Any:
        page = default_page(request, context) if context.default_page else None
        if page is None:
            return view(context, request)
        # the page is what the answer is about: its title, its place in the tree, its language
        request.context = page
        return _response(page, request, "")

    return show_default_page


def default_page(request: Request, folder: Any) -> Node | None:
    """Return the page inside a folder that the visitor may see in place of its listing."""
    page = seen(request, folder.default_page)
    if page is None or page is folder:
        return None
    return page if any(here is folder for here in lineage(page)) else None


def _response(context: Node, request: Request, name: str) -> Any:
    # what is drawn otherwise than it is stored was allowed by who draws it
    is_allowed = request.drawn is not None and context is request.drawn.node
    response = render_view_to_response(context, request, name, secure=not is_allowed)
    if response is None:
        raise HTTPNotFound(f"there is no view {name!r}")
    return response
