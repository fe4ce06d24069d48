"""`@@chooser`: the dialog, its tree open at a node; `@@chooser-branch` and `@@chooser-hits`: parts of it.

All three answer with a part of a page, which a script of the page puts where it belongs.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple
from urllib.parse import unquote

from pyramid.config import Configurator

from contentsite.admin.branches import REST, SOUGHT, part_of
from contentsite.admin.given import asked
from contentsite.admin.screen import add_screen
from contentsite.catalog.ask import asking_of
from contentsite.catalog.query import Query
from contentsite.declaration import types_of
from contentsite.sentence import _
from contentsite.tree.container import Container
from contentsite.tree.node import Node, lineage
from contentsite.web.request import Request

from .purpose import Purpose, Wanted, asked_for

SHOWN: Final = 50
"""So many children of a folder are shown at once, and so many hits."""
DEEPEST: Final = 12
"""So many levels are open at the beginning."""


class Entry(NamedTuple):
    """A node of the dialog."""

    uid: str
    title: str
    icon: str
    type_title: str
    path: str
    """Its address as people read it."""
    address: str
    reason: str
    """Why it cannot be chosen, "" where it can."""
    branch: str
    """The address of what is below it, "" where there is nothing."""
    below: Branch | None
    """What is below it, where it is open."""


class Branch(NamedTuple):
    """The entries below one, and the address of the rest."""

    entries: tuple[Entry, ...]
    left: int
    is_more: bool
    more: str


def show(context: Node, request: Request) -> dict[str, Any]:
    """Show the dialog: the home page, and the way to the node of this address."""
    purpose, wanted = asked_for(request)
    way = [node for node in lineage(context) if request.is_below_home(node)][::-1][:DEEPEST]
    top = _Drawing(request, purpose, wanted, tuple(way)).entry(request.home)
    return {"purpose": purpose, "top": top, "query": wanted.query}


def branch(context: Container, request: Request) -> dict[str, Any]:
    """Show what is below a folder, or the rest of it."""
    return {"branch": _Drawing(request, *asked_for(request)).branch(context)}


def hits(context: Node, request: Request) -> dict[str, Any]:
    """Show what is found by its words, anywhere on the site."""
    purpose, wanted = asked_for(request)
    known = types_of(request.registry).values()
    query = Query(
        words=asked(request, "q"),
        is_typing=True,
        types=tuple(info.name for info in known if _fits(purpose, wanted, info.cls)),
        within="" if request.home is request.site else request.home.uid,
        limit=SHOWN,
    )
    answer = asking_of(request).search(query)
    drawing = _Drawing(request, purpose, wanted)
    entries = tuple(drawing.entry(hit.node)._replace(branch="") for hit in answer.hits)
    return {"entries": entries, "answer": answer}


def _fits(purpose: Purpose, wanted: Wanted, cls: Any) -> bool:
    is_wanted = not wanted.types or any(each.__name__ in wanted.types for each in cls.__mro__)
    return is_wanted and (not purpose.folders_only or issubclass(cls, Container))


class _Drawing:
    """Making the entries of one answer; those of `way` are open."""

    def __init__(
        self, request: Request, purpose: Purpose, wanted: Wanted, way: tuple[Node, ...] = ()
    ) -> None:
        self._request, self._purpose, self._wanted, self._way = request, purpose, wanted, way

    def entry(self, node: Node) -> Entry:
        request = self._request
        info = types_of(request.registry).of(type(node).__name__)
        is_folder = isinstance(node, Container) and len(node) > 0
        below = request.view_address(node, f"@@chooser-branch?{self._wanted.query}")
        is_open = is_folder and any(here is node for here in self._way)
        return Entry(
            node.uid,
            node.title or request.translate(_("(untitled)")),
            info.icon if info else "document",
            request.translate(info.title) if info else type(node).__name__,
            unquote(request.address(node)),
            request.address(node),
            self._purpose.judge(request, self._wanted, node),
            below if is_folder else "",
            self.branch(node) if isinstance(node, Container) and is_open else None,
        )

    def branch(self, folder: Container) -> Branch:
        part = part_of(self._request, folder, self._purpose.shows, SHOWN, SOUGHT)
        step = next((node for node in self._way if node.__parent__ is folder), None)
        nodes = part.nodes
        if step is not None and not any(node is step for node in nodes):
            nodes = (*nodes, step)
        address = self._request.view_address(folder, f"@@chooser-branch?{self._wanted.query}")
        more = f"{address}&{REST}={part.after}" if part.after else ""
        return Branch(tuple(map(self.entry, nodes)), part.left, part.is_more, more)


def includeme(config: Configurator) -> None:
    """Register the dialog."""
    add_screen(config, "chooser", "view", show=show)
    add_screen(config, "chooser-branch", "view", show=branch, context=Container)
    add_screen(config, "chooser-hits", "view", show=hits)
