"""`@copy` and `@move`, asked of the folder that is to hold the copies, or what was moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated

from pydantic import Field
from pyramid.httpexceptions import HTTPForbidden
from typing_extensions import TypedDict

from contentsite.editing.copying import check_copy, copy_into
from contentsite.editing.moving import check_move
from contentsite.editing.places import check_folder
from contentsite.security.role import ADD, DELETE
from contentsite.security.unfit import Unfit
from contentsite.tree.container import Container
from contentsite.tree.move import move
from contentsite.tree.node import Node
from contentsite.web.request import Request

from ..body import InvalidBody
from ..endpoint import endpoint
from ..fields.links import Named, named
from ..shape import Sent, url

MOST = 1_000
"""So many nodes are copied or moved by one request."""


class Sources(Sent):
    """What is to be copied or moved: by uid, path or address."""

    source: Named | Annotated[list[Named], Field(max_length=MOST)]


class Transferred(TypedDict):
    """Where a node was, and where it, or its copy, is now."""

    source: str
    target: str


@endpoint(
    "copy", method="POST", permission=ADD, summary="Copy nodes into this folder", errors=(409,)
)
def copy_here(context: Container, request: Request, body: Sources) -> list[Transferred]:
    """With all that is below them, as drafts; whoever copies owns the copies."""
    return [*_transferred(context, request, body, _copied)]


@endpoint(
    "move", method="POST", permission=ADD, summary="Move nodes into this folder", errors=(409,)
)
def move_here(context: Container, request: Request, body: Sources) -> list[Transferred]:
    """With all that is below them; old addresses lead to the new ones."""
    return [*_transferred(context, request, body, _moved)]


def _transferred(
    folder: Container,
    request: Request,
    body: Sources,
    transfer: Callable[[Container, Request, Node], Node],
) -> Iterator[Transferred]:
    """Yield what was done; all of it, or nothing where one cannot be done."""
    given = body["source"]
    for each in given if isinstance(given, list) else [given]:
        try:
            node = named(request, each)
        except ValueError as error:
            raise InvalidBody([("source", str(error), "unfit")]) from error
        source = url(request, node)
        target = transfer(folder, request, node)
        request.forget_addresses()
        yield {"source": source, "target": url(request, target)}


def _copied(folder: Container, request: Request, node: Node) -> Node:
    if node.__parent__ is None:
        raise Unfit("The site itself cannot be copied.")
    check_folder(request, node, folder)
    check_copy(request, node, folder)
    return copy_into(request, node, folder)


def _moved(folder: Container, request: Request, node: Node) -> Node:
    if node.__parent__ is None:
        raise Unfit("The site itself cannot be moved.")
    if not request.has_permission(DELETE, node):
        raise HTTPForbidden("You may not take this away from where it is.")
    check_folder(request, node, folder)
    check_move(request, node, folder)
    move(node, folder)
    return node
