"""`DELETE`: into the trash, with all that is below."""

from __future__ import annotations

from pyramid.httpexceptions import HTTPForbidden

from contentsite.editing.below import obstacle
from contentsite.security.role import DELETE
from contentsite.tree.node import Node
from contentsite.tree.trashing import trash
from contentsite.web.request import Request

from ..endpoint import endpoint


@endpoint(method="DELETE", permission=DELETE, summary="Put a node into the trash")
def remove(context: Node, request: Request) -> None:
    """It can be restored from there, see `@recyclebin`."""
    remove_node(context, request)


def remove_node(node: Node, request: Request) -> None:
    """Put a node into the trash, if all of it may be deleted. Raises HTTPForbidden and InvalidMove."""
    if obstacle(request, node, DELETE):
        raise HTTPForbidden("There is something in it that you may not delete.")
    trash(node, request.who.uid)
