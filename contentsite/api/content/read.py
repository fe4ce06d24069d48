"""`GET`: a node with its fields; of a folder also what is in it, a batch at a time."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field
from pyramid.httpexceptions import HTTPForbidden

from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.web.arguments import InvalidArguments
from contentsite.web.request import Request

from ..endpoint import endpoint
from ..shape import Flag
from .components import expand as put_components
from .listing import Batch, items, links, look, total
from .payload import Content, edited_payload, payload

Start = Annotated[int, Field(ge=0, le=10**9)]
Size = Annotated[int, Field(ge=1, le=1_000)]
FIRST = Batch(0, 25, "")
WHOLE = 200
"""So many entries are loaded for one batch."""
_OF_LISTINGS = frozenset({"@components", "items", "parent"})


@endpoint(summary="A node with its fields")
def read(
    context: Node, request: Request, expand: tuple[str, ...] = (), working_copy: Flag = False
) -> Content:
    """`working_copy=true` gives the values that wait to be published, to those who may edit them.

    `expand` names components that come with the node.
    """
    if working_copy and not request.has_permission("edit", context):
        raise HTTPForbidden("You may not see what is not published here.")
    found = (edited_payload if working_copy else payload)(request, context)
    if expand:
        put_components(request, context, found, expand)
    return found


@endpoint(summary="A folder with its fields, and a batch of what is in it")
def read_folder(
    context: Container,
    request: Request,
    b_start: Start = FIRST.start,
    b_size: Size = FIRST.size,
    after: str = FIRST.after,
    include_items: Flag = True,
    fullobjects: Flag = False,
    metadata_fields: tuple[str, ...] = (),
    expand: tuple[str, ...] = (),
    working_copy: Flag = False,
) -> Content:
    """The entries are those that the one who asks may see, in the folder's order.

    Follow the links in `batching`: they are as quick deep inside a large folder as at its start.
    `metadata_fields` names more of what entries have, `_all` for all; `fullobjects` gives them whole.
    """
    names = ("_all",) if fullobjects else metadata_fields
    if names and b_size > WHOLE:
        raise InvalidArguments((("b_size", f"at most {WHOLE} where entries are loaded"),))
    found = read(context, request, expand, working_copy)
    if include_items:
        found |= entries(request, context, Batch(b_start, b_size, after), names)
    return found


def whole(request: Request, node: Node) -> dict[str, Any]:
    """Return a node as it is read without any parameters."""
    found = payload(request, node)
    return found | entries(request, node, FIRST) if isinstance(node, Container) else found


def entries(
    request: Request, folder: Container, batch: Batch, names: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Return a batch of what is in a folder; `names` says what else is told of each entry.

    Raises InvalidArguments for a key that cannot be read.
    """
    try:
        listing = look(request, folder, batch)
    except ValueError as error:
        raise InvalidArguments((("after", "is no key of this listing"),)) from error
    number = total(request, folder, batch, listing)
    found: dict[str, Any] = {"items": items(request, folder, listing), "items_total": number}
    if names:
        for item, (_key, raw) in zip(found["items"], listing.rows, strict=True):
            item |= _more(payload(request, folder[raw[1]]), names)
    beside = links(request, folder, batch, listing, number)
    return found if beside is None else found | {"batching": beside}


def _more(known: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    wanted = known.keys() - _OF_LISTINGS if "_all" in names else known.keys() & set(names)
    return {name: known[name] for name in known if name in wanted}
