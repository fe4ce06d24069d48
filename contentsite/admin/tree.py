"""The tree at the side: the way to where one is, open, and what stands beside it."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from contentsite.declaration import TypeInfo, types_of
from contentsite.tree.container import Container
from contentsite.tree.node import Node, lineage
from contentsite.web.request import Request

from .branches import REST, part_of
from .shell import is_of_site, landing

SHOWN: Final = 12
"""So many children of a folder stand in the tree at first; the way to the node always does."""
MORE: Final = 100
"""So many are added by "more"."""
DEEPEST: Final = 10
"""So many levels are shown."""
OPENED: Final = 40
"""So many branches may be open besides the way."""


class Branch(NamedTuple):
    """A node of the tree."""

    uid: str
    title: str
    url: str
    icon: str
    current: bool
    branch: str
    """The address of what is below it, "" for what can hold nothing."""
    below: Below | None
    """What is below it, where it is open."""


class Below(NamedTuple):
    """What is shown below a folder, and where the rest is: for scripts, and without one."""

    branches: tuple[Branch, ...]
    left: int
    is_more: bool
    more: str
    contents: str


def tree(request: Request) -> Branch | None:
    """Return the home page with the way to the node of this request; None where it may not be viewed.

    What the query names by `open`, by uid, is open as well.
    """
    home = request.home
    if not request.has_permission("view", home):
        return None
    here = request.context if isinstance(request.context, Node) else home
    way = [node for node in lineage(here) if request.is_below_home(node)] or [home]
    # of a page far down the tree shows what is near
    top = home if len(way) <= DEEPEST else way[DEEPEST - 1]
    opened = frozenset(request.GET.getall("open")[:OPENED])
    return _Tree(request, way, opened).branch(top)


def below(request: Request, folder: Container) -> Below:
    """Return what is below a folder, or the rest of it, for the tree as it is shown."""
    return _Tree(request, [], frozenset()).below(folder, MORE if REST in request.GET else SHOWN)


class _Tree:
    """Making the branches of one answer."""

    def __init__(self, request: Request, way: list[Node], opened: frozenset[str]) -> None:
        self._request, self._way, self._opened = request, way, opened
        self._is_of_site = is_of_site(request)

    def branch(self, node: Node) -> Branch:
        """Return a node, open where it is on the way, or was asked for."""
        request = self._request
        info = types_of(request.registry).of(type(node).__name__)
        is_folder = isinstance(node, Container)
        is_open = any(each is node for each in self._way) or node.uid in self._opened
        # where one is, and may go on: an empty folder has nothing to open
        has_below = isinstance(node, Container) and len(node) > 0
        return Branch(
            node.uid,
            node.title,
            landing(request, node),
            info.icon if info else "document",
            node is request.context and not self._is_of_site,
            request.view_address(node, "@@tree") if is_folder else "",
            self.below(node) if has_below and is_open and isinstance(node, Container) else None,
        )

    def below(self, folder: Container, limit: int = SHOWN) -> Below:
        """Return the first children that are pages and may be viewed, in order, and the one on the way."""
        request = self._request
        part = part_of(request, folder, _is_page, limit)
        nodes: list[Any] = list(part.nodes)
        step = next((node for node in self._way if node.__parent__ is folder), None)
        if step is not None and not any(each is step for each in nodes):
            nodes.append(step)
        here = request.view_address(folder, "@@tree")
        return Below(
            tuple(map(self.branch, nodes)),
            part.left,
            part.is_more,
            f"{here}?{REST}={part.after}" if part.after else "",
            request.view_address(folder, "@@contents"),
        )


def _is_page(info: TypeInfo) -> bool:
    return info.navigable
