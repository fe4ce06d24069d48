"""The table: the children that are asked for, and the ways to the others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from contentsite.catalog.ask import asking_of
from contentsite.catalog.children import Children, Numbers
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.tree.window import PUBLISHED
from contentsite.web.request import Request
from contentsite.workflow.workflow import Transition

from .asked import CHANGED, Asked
from .by_key import batch_of
from .line import Line, line_of
from .rights import rights_among


class Listing(NamedTuple):
    """A part of the table."""

    lines: tuple[Line, ...]
    ways: tuple[Transition, ...]
    """The transitions that may be taken with some of these."""
    numbers: Numbers | None
    """What the catalog counts; None where the rows of the folder answer."""
    is_ready: bool
    """Whether the catalog could be asked, where that was needed."""
    previous: str
    """The query of the part before, "" for none."""
    next: str


class _Found(NamedTuple):
    nodes: tuple[Node, ...]
    before: str
    after: str
    numbers: Numbers | None = None


def listing_of(request: Request, folder: Container, asked: Asked) -> Listing:
    """Return the part of the table that is asked for; in the folder's own order where there is no catalog yet."""
    found = _by_catalog(request, folder, asked) if asked.needs_catalog else None
    is_ready = found is not None or not asked.needs_catalog
    if found is None:
        found = _Found(*batch_of(request, folder, asked.size, asked.after, asked.before))
    rights = rights_among(request)
    pairs = [(node, rights(node)) for node in found.nodes]
    ways = {way.name: way for _node, each in pairs for way in each.ways}
    return Listing(
        tuple(line_of(request, node, each) for node, each in pairs),
        # first what is done most often: publishing, and taking back
        tuple(sorted(ways.values(), key=lambda way: PUBLISHED not in (way.target, *way.origins))),
        found.numbers,
        is_ready,
        asked.query(after="", before=found.before) if found.before else "",
        asked.query(before="", after=found.after) if found.after else "",
    )


def _by_catalog(request: Request, folder: Container, asked: Asked) -> _Found | None:
    """Ask the catalog; None where there is none yet. A key of another order is the start."""
    sort: Any = asked.sort.removeprefix("-") or "title"
    question = Children(
        words=asked.words,
        types=(asked.type,) if asked.type else (),
        states=(asked.state,) if asked.state not in ("", CHANGED) else (),
        changed_only=asked.state == CHANGED,
        sort=sort,
        descending=asked.sort.startswith("-"),
        after=asked.after,
        before=asked.before,
        limit=asked.size,
    )
    asking = asking_of(request)
    try:
        batch = asking.children(folder, question, request.translate)
    except ValueError:
        start = replace(question, after="", before="")
        batch = asking.children(folder, start, request.translate)
    if batch is None:
        return None
    # what was moved away meanwhile is in the catalog for a moment longer
    nodes = tuple(each.node for each in batch.children if each.node.__parent__ is folder)
    return _Found(nodes, batch.previous, batch.next, batch.numbers)
