"""Where a page stands: main navigation, breadcrumbs, the pages beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from contentsite.declaration import Registry, types_of
from contentsite.tree.container import Container
from contentsite.tree.node import Node, lineage
from contentsite.tree.row import Row
from contentsite.web.request import Request, segment
from contentsite.web.visible import is_row_seen

SCAN = 200
"""So many rows are looked at for a neighbour: a folder full of drafts costs no more."""


class Entry(NamedTuple):
    """A link of the navigation; `current` is "page" for the page itself, "true" for what it is in."""

    title: str
    url: str
    current: str | None = None


class Siblings(NamedTuple):
    """The pages before and after one in its folder."""

    previous: Entry | None = None
    next: Entry | None = None


def navigation(request: Request) -> tuple[Entry, ...]:
    """Return the first children of the home page that are pages, as far as the visitor may see them."""
    home = request.home
    if not isinstance(home, Container):
        return ()
    types = types_of(request.registry)
    above = _names_above(request, home)
    prefix = request.address(home)
    found = (row for _key, row in home.rows() if _is_page(request, types, home, row))
    return tuple(
        Entry(row.title, prefix + segment(row.name), above.get(row.name))
        for row in islice(found, request.settings.public.navigation)
    )


def breadcrumbs(request: Request) -> tuple[Entry, ...]:
    """Return the links from home down to the parent of the page; none on the home page."""
    above: list[Entry] = []
    context = request.context
    if context is request.home or not isinstance(context, Node):
        return ()
    for node in lineage(context):
        if node is not context:
            above.append(Entry(node.title, request.address(node)))
        if node is request.home:
            break
    return tuple(reversed(above))


def siblings(request: Request, node: Node) -> Siblings:
    """Return the pages before and after a node in its parent's order, as far as the visitor may see them."""
    parent = node.__parent__
    if parent is None or node is request.home or node.__name__ not in parent.order:
        return Siblings()
    types = types_of(request.registry)
    key = parent.order.key(node.__name__)
    return Siblings(
        _first(request, types, parent, parent.rows_before(key)),
        _first(request, types, parent, parent.rows(key)),
    )


def _names_above(request: Request, home: Container) -> dict[str, str]:
    """Return the name of the main section that the page is in, and how it is."""
    context = request.context
    for node in lineage(context) if isinstance(context, Node) else ():
        if node.__parent__ is home:
            return {node.__name__: "page" if node is context else "true"}
    return {}


def _is_page(request: Request, types: Registry, folder: Any, row: Row) -> bool:
    info = types.of(row.type)
    return info is not None and info.navigable and row.listed and is_row_seen(request, folder, row)


def _first(
    request: Request, types: Registry, parent: Container, rows: Iterator[tuple[Any, Row]]
) -> Entry | None:
    nearby: Iterable[tuple[Any, Row]] = islice(rows, SCAN)
    row = next((row for _key, row in nearby if _is_page(request, types, parent, row)), None)
    return row and Entry(row.title, request.address(parent).rstrip("/") + "/" + segment(row.name))
