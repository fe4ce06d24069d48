"""The bar above a public page, for those who work on it: its screens, its state, the way back to the admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from contentsite.security.role import ADD, EDIT, PUBLISH
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.web.request import Request, once_a_page

WORKS: Final = (EDIT, PUBLISH, ADD)
"""Who may do one of these with a page works on it."""


class Tool(NamedTuple):
    """A link of the bar."""

    title: str
    url: str
    icon: str


class Tools(NamedTuple):
    """What the bar shows."""

    links: tuple[Tool, ...]
    state: str
    kind: str
    """How the state is shown: "quiet", "waiting" or "live"."""
    home: str
    """The address at which work begins."""
    leave: str
    """Where a form is posted that signs out."""
    name: str


@once_a_page
def tools(request: Request) -> Tools | None:
    """Return the bar of the page of this request.

    None for visitors, so that what they get has nothing of it, and for those who only look; for errors, the
    past, and pages that are drawn otherwise than they are stored.
    """
    node = request.context
    is_page = request.exception is None and request.past is None and request.drawn is None
    if not is_page or not isinstance(node, Node) or not request.who.is_known:
        return None
    if not any(request.has_permission(each, node) for each in WORKS):
        return None
    state, kind = _state(request, node)
    here = request.view_address(request.home, "@@")
    name = request.who.title or request.who.name
    return Tools(
        tuple(_links(request, node)), state, kind, f"{here}contents", f"{here}sign-out", name
    )


def _links(request: Request, node: Node) -> Iterator[Tool]:
    base = request.view_address(node, "@@")
    if request.has_permission(EDIT, node):
        yield Tool(request.translate("Edit"), f"{base}edit", "pencil")
    if isinstance(node, Container):
        yield Tool(request.translate("Contents"), f"{base}contents", "folder")
    folder = node if isinstance(node, Container) else node.__parent__
    if folder is not None and request.has_permission(ADD, folder):
        yield Tool(request.translate("Add"), request.view_address(folder, "@@add"), "plus")
    if request.has_permission(EDIT, node):
        yield Tool(request.translate("History"), f"{base}history", "history")


def _state(request: Request, node: Node) -> tuple[str, str]:
    """Return the state in words, and how it is shown."""
    rules = request.workflows.get(node.__workflow__)
    found = rules.state(node.state) if rules else None
    words = [request.translate(found.title if found else node.state)]
    kind = found.kind if found else "quiet"
    if kind == "live" and not node.is_live(request.now):
        words, kind = [*words, request.translate("not shown now")], "waiting"
    if node._working is not None:
        words, kind = [*words, request.translate("with unpublished changes")], "waiting"
    return ", ".join(words), kind
