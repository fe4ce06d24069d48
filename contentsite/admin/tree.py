"""The tree at the side: the way to where one is, open, and what stands beside it."""

from __future__ import annotations

from itertools import islice
from typing import Any, Final, NamedTuple

from contentsite.declaration import types_of
from contentsite.tree.container import Container
from contentsite.tree.node import Node, lineage
from contentsite.web.request import Request

from .shell import is_of_site, landing

SHOWN: Final = 12
"""So many children of a folder stand in the tree; the way to the node always does."""
SCANNED: Final = 60
"""So many children are looked at."""
DEEPEST: Final = 10
"""So many levels are shown."""


class Branch(NamedTuple):
    """A node of the tree and what is shown below it; `more` tells that there is more than that."""

    title: str
    url: str
    icon: str
    current: bool
    on_way: bool
    below: tuple[Any, ...]
    more: str
    """The address of all that is below, where not all of it is shown."""


def tree(request: Request) -> Branch | None:
    """Return the home page with the way to the node of this request; None where it may not be viewed."""
    home = request.home
    if not request.has_permission("view", home):
        return None
    here = request.context if isinstance(request.context, Node) else home
    way = [node for node in lineage(here) if request.is_below_home(node)] or [home]
    # of a page far down the tree shows what is near
    top = home if len(way) <= DEEPEST else way[DEEPEST - 1]
    return _branch(request, top, way)


def _branch(request: Request, node: Node, way: list[Node]) -> Branch:
    info = types_of(request.registry).of(type(node).__name__)
    on_way = any(each is node for each in way)
    found = _children(request, node, way) if on_way and isinstance(node, Container) else []
    shown = found[:SHOWN]
    # the way goes on, wherever it stands in the folder
    shown += [each for each in found[SHOWN:] if any(each is step for step in way)]
    return Branch(
        node.title,
        landing(request, node),
        info.icon if info else "document",
        node is request.context and not is_of_site(request),
        on_way,
        tuple(_branch(request, child, way) for child in shown),
        request.view_address(node, "@@contents") if len(found) > len(shown) else "",
    )


def _children(request: Request, folder: Container, way: list[Node]) -> list[Node]:
    """Return the first children that are pages and may be viewed, in order, and the one on the way."""
    types = types_of(request.registry)
    found: list[Node] = []
    for _key, raw in islice(folder.order.rows(), SCANNED):
        info = types.of(raw[4])
        child = folder.get(raw[1]) if info and info.navigable else None
        if isinstance(child, Node) and request.has_permission("view", child):
            found.append(child)
            if len(found) > SHOWN:
                break
    step = next((node for node in way if node.__parent__ is folder), None)
    return found if step is None or any(each is step for each in found) else [*found, step]
