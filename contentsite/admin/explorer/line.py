"""A row of the table: what it shows of a child."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from contentsite.admin.ago import ago
from contentsite.admin.shell import state_of
from contentsite.declaration import types_of
from contentsite.schema.long import plain
from contentsite.security.changed import called
from contentsite.sentence import _
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.web.clock import zone_of
from contentsite.web.request import Request
from contentsite.web.segment import segment
from contentsite.workflow.workflow import State

from .census import number_in
from .rights import Rights


class Line(NamedTuple):
    """A child as the table shows it."""

    name: str
    title: str
    base: str
    """The address of its views, as seen from a view of the folder."""
    url: str
    """Where work with it begins."""
    type_title: str
    icon: str
    is_folder: bool
    number: str
    """How many children one sees in it, "" for none."""
    state: State
    is_waiting: bool
    """Whether it is published, and its window is not open."""
    is_changed: bool
    """Whether it has unpublished changes."""
    is_listed: bool
    who: str
    when: Markup
    may: str
    """What one may do with it: the first letters of `edit`, `delete` and `publish`."""


def line_of(request: Request, node: Node, rights: Rights) -> Line:
    """Return the row of a child, as those who work on it see it: with what is not published yet."""
    info = types_of(request.registry).of(type(node).__name__)
    base = f"./{segment(node.__name__)}/"
    is_folder = isinstance(node, Container)
    working = node._working if rights.allowed & {"edit", "publish"} else None
    title = node.title if working is None else plain(working.stored.get("title", node.title))
    edits = "edit" in rights.allowed
    moment = working.moment if working else node.modified
    state = state_of(request, node)
    return Line(
        node.__name__,
        title or request.translate(_("(untitled)")),
        base,
        base + "@@contents" if is_folder else base + "@@edit" if edits else base[:-1],
        request.translate(info.title) if info else type(node).__name__,
        info.icon if info else "document",
        is_folder,
        number_in(request, node) if isinstance(node, Container) else "",
        state,
        state.kind == "live" and not node.is_live(request.now),
        working is not None,
        node.listed,
        (called(node, working.author, working.name) if working else node.changer) or node.creator,
        ago(moment.astimezone(zone_of(request)[1]), request.now, request.translate),
        rights.letters,
    )
