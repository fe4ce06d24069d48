"""The way from a public page to the screens on which it is worked on, for those who may."""

from __future__ import annotations

from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.web.request import Request, once_a_page

from .navigation import Entry


@once_a_page
def tools(request: Request) -> tuple[Entry, ...]:
    """Return links to the screens of the page of this request; none for visitors, nor on the page of an error."""
    node = request.context
    is_page = request.exception is None and request.past is None
    if not request.who.is_known or not is_page or not isinstance(node, Node):
        return ()
    found = []
    if isinstance(node, Container):
        found.append(Entry(request.translate("Contents"), request.view_address(node, "@@contents")))
    if request.has_permission("edit", node):
        found.append(Entry(request.translate("Edit"), request.view_address(node, "@@edit")))
    return tuple(found)
