"""Where a page stands: main navigation, breadcrumbs, the pages beside it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from contentsite.declaration import types_of
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.tree.order import Raw
from contentsite.web.request import Request, once_a_page
from contentsite.web.segment import segment
from contentsite.web.visible import listed_in

SCAN = 500
"""So many rows are looked at: a folder full of drafts or pictures costs no more."""

CRUMBS = 10
"""So many links lead to a page; what lies between is left out."""

AROUND = 3
"""So many pages are shown before one in its folder, and after it."""


class Entry(NamedTuple):
    """A link of the navigation; `current` is "page" for the page itself, "true" for what it is in."""

    title: str
    url: str
    current: str | None = None


class Siblings(NamedTuple):
    """The pages before and after one in its folder."""

    previous: Entry | None = None
    next: Entry | None = None


@once_a_page
def navigation(request: Request) -> tuple[Entry, ...]:
    """Return the first children of the home page that are pages, as far as the visitor may see them."""
    home = request.home
    if not isinstance(home, Container):
        return ()
    return tuple(_pages(request, home, home.order.rows(), request.settings.public.navigation))


@once_a_page
def breadcrumbs(request: Request) -> tuple[Entry, ...]:
    """Return the links from home down to the parent of the page; none on the home page."""
    above: list[Entry] = []
    here, home = request.context, request.home
    if not isinstance(here, Node):
        return ()
    while here is not home and here.__parent__ is not None:
        here = here.__parent__
        # a title of then is for those who may look back at the page, and a preview link is one of a page, not of
        # what it is in; what the way begins with is called Home
        is_plain = request.past is None and request.drawn is None
        if is_plain or request.has_permission("view", here):
            above.append(Entry(here.title, request.address(here)))
        elif here is home:
            above.append(Entry(request.translate("Home"), request.address(here)))
    if len(above) > CRUMBS:
        # a page far down says where it is by what is near, and by where the way begins
        above[CRUMBS - 3 : -2] = [Entry("…", above[CRUMBS - 3].url)]
    return tuple(reversed(above))


def siblings(request: Request, node: Node) -> Siblings:
    """Return the pages before and after a node in its folder; none for the main sections."""
    if node.__parent__ is request.home:
        return Siblings()
    before, after = _around(request, node)
    return Siblings(before[0] if before else None, after[0] if after else None)


def nearby(request: Request, node: Node) -> tuple[Entry, ...]:
    """Return the pages around a node in its folder, with itself: none where it stands alone."""
    before, after = _around(request, node)
    if not before and not after:
        return ()
    own = Entry(node.title, request.address(node), "page")
    return (*reversed(before[:AROUND]), own, *after[:AROUND])


def _around(request: Request, node: Node) -> tuple[list[Entry], list[Entry]]:
    """Return the pages before a node, the nearest first, and those after it; asked for twice a page."""
    key = ("around", node.uid)
    if key not in request.known:
        request.known[key] = _found_around(request, node)
    found: tuple[list[Entry], list[Entry]] = request.known[key]
    return found


def _found_around(request: Request, node: Node) -> tuple[list[Entry], list[Entry]]:
    parent = node.__parent__
    if parent is None or node is request.home or node.__name__ not in parent.order:
        return [], []
    key = parent.order.key(node.__name__)
    return (
        _pages(request, parent, parent.order.rows_before(key), AROUND),
        _pages(request, parent, parent.order.rows(key), AROUND),
    )


def _pages(
    request: Request, folder: Any, rows: Iterator[tuple[Any, Raw]], most: int
) -> list[Entry]:
    """Return links to the first rows that are pages and may be seen."""
    types, is_listed = types_of(request.registry), listed_in(request, folder)
    section = _section(request)
    prefix = request.address(folder).rstrip("/") + "/"
    found: list[Entry] = []
    for _key, raw in islice(rows, SCAN):
        info = types.of(raw[4])
        if info and info.navigable and is_listed(raw, info.workflow):
            name = raw[1]
            current = section[1] if section[0] is folder and section[2] == name else None
            found.append(Entry(raw[2], prefix + segment(name), current))
            if len(found) == most:
                break
    return found


@once_a_page
def _section(request: Request) -> tuple[Any, str, str]:
    """Return the home page, how the page is in one of its sections, and the name of that section."""
    home, here = request.home, request.context
    while isinstance(here, Node) and here.__parent__ is not home and here.__parent__ is not None:
        here = here.__parent__
    name = here.__name__ if isinstance(here, Node) and here.__parent__ is home else ""
    # an error is shown as a page of the section in which something was missing, not as the section's own
    is_page = here is request.context and request.exception is None
    return home, "page" if is_page else "true", name
