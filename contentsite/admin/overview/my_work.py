"""`/@@my-work`: what waits for the one who looks, what he has handed in, begun or planned, and not saved yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final, NamedTuple

from pyramid.config import Configurator

from contentsite.admin.screen import add_site_screen
from contentsite.admin.shell import WORK, add_section, state_of
from contentsite.admin.writing.bar import WAITING
from contentsite.admin.writing.keeping import clock
from contentsite.catalog.ask import Asking
from contentsite.catalog.query import Query
from contentsite.declaration import types_of
from contentsite.editing.drafts import Draft, Place, drafts_by
from contentsite.editing.states import ways
from contentsite.security.role import ACCOUNT
from contentsite.sentence import _
from contentsite.tree.node import Node, written_path
from contentsite.tree.window import DRAFT, PUBLISHED
from contentsite.versions.history import last_of
from contentsite.web.request import Request
from contentsite.workflow.workflow import State

MOST: Final = 100
"""So many pages are looked at for each list."""
SOON: Final = 10
"""So many of what is planned are shown; the calendar has all."""


class Item(NamedTuple):
    """A page of a list."""

    node: Node
    url: str
    icon: str
    path: str
    state: State
    is_changed: bool
    note: str
    """What was said when it was handed in, or saved last."""
    by: str
    time: str


class Unsaved(NamedTuple):
    """Something that was typed and not saved."""

    title: str
    url: str
    where: str
    time: str


def show(_context: Node, request: Request) -> dict[str, Any]:
    """Show the lists; where the catalog is not ready only what needs none."""
    who = request.who
    asking = Asking(request.registry, request.site, who, request.now)
    review = _waiting_states(request)
    waiting = asking.search(Query(states=review, sort="-modified", limit=MOST))
    mine = asking.search(Query(states=(*review, DRAFT), owner=who.uid, sort="modified", limit=MOST))
    own = [hit.node for hit in mine.hits]
    found = filter(_for_me(request), (hit.node for hit in waiting.hits))
    return {
        "is_ready": waiting.is_ready,
        "waiting": [*_items(request, (*found, *asking.worked()))],
        "handed_in": [*_items(request, (each for each in own if each.state in review))],
        "drafts": [*_items(request, (each for each in own if each.state == DRAFT))],
        "unsaved": [*_unsaved(request)],
        "planned": [
            (clock(request, when), *_items(request, (node,)), what)
            for when, node, what in asking.planned()[:SOON]
        ],
    }


def _waiting_states(request: Request) -> tuple[str, ...]:
    """Return the states in which something waits for somebody, of any workflow."""
    states = (state for each in request.workflows.values() for state in each.states)
    return tuple(dict.fromkeys(state.name for state in states if state.kind == WAITING))


def _for_me(request: Request) -> Any:
    """Return what tells whether the one who asks may publish a page."""

    def waits(node: Node) -> bool:
        return any(each.target == PUBLISHED for each in ways(node, request))

    return waits


def _items(request: Request, nodes: Iterable[Node]) -> Iterator[Item]:
    for node in nodes:
        info, last = types_of(request.registry).of(type(node).__name__), last_of(node)
        edits = request.has_permission("edit", node)
        moment: datetime = node._working.moment if node._working is not None else node.modified
        yield Item(
            node,
            request.view_address(node, "@@edit" if edits else "@@state"),
            info.icon if info else "document",
            written_path(node),
            state_of(request, node),
            node._working is not None,
            last.comment if last else "",
            last.name if last else node.creator,
            clock(request, moment),
        )


def _unsaved(request: Request) -> Iterator[Unsaved]:
    """Yield the drafts of forms of pages that are there and may be seen, the newest first."""
    found = sorted(drafts_by(request.work, request.who), key=_moment, reverse=True)
    for place, draft in found:
        node = request.site.find(place.node)
        if node is None or not request.has_permission("view", node):
            continue
        view = f"@@add/{place.type}" if place.type else "@@edit"
        info = types_of(request.registry).get(place.type)
        kind = request.translate(info.title) if info else place.type
        where = f"{kind}, {node.title}" if place.type else written_path(node)
        url = request.view_address(node, view)
        yield Unsaved(draft.title, url, where, clock(request, draft.moment))


def _moment(found: tuple[Place, Draft]) -> datetime:
    return found[1].moment


def includeme(config: Configurator) -> None:
    """Register the screen; each sees what is his."""
    add_site_screen(config, "my-work", ACCOUNT, show=show)
    add_section(config, _("My work"), "my-work", "check", ACCOUNT, group=WORK, keys="g w")
