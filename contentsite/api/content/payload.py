"""A node as programs see it: what every node has, its fields, and where else they can ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

from typing_extensions import TypedDict

from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.versions.working import as_edited
from contentsite.web.request import Request

from ..fields.showing import show_fields
from ..shape import Summary, info_of, moment, summary, term, url
from .components import components


@dataclass(frozen=True, slots=True)
class OfType:
    """Marks what has another model for each content type, see `MODELS` in `schema.py`."""

    use: Literal["answer", "create", "change"]

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        """Return a mark in place of a schema, since only a site knows its types."""
        return {"type": "object", OF_TYPE: self.use}


OF_TYPE: Final = "x-of-type"
Content = Annotated[dict[str, Any], OfType("answer")]
"""A node with its fields."""
NewContent = Annotated[dict[str, Any], OfType("create")]
"""What is sent for a new node."""
ChangedContent = Annotated[dict[str, Any], OfType("change")]
"""What is sent to change a node."""

WorkingCopy = TypedDict(
    "WorkingCopy",
    {"@id": str, "modified": str | None, "creator_name": str, "fields": list[str]},
)
"""Where the unpublished changes of a node are."""


def payload(request: Request, node: Node) -> dict[str, Any]:
    """Return a node with its fields."""
    address, info = url(request, node), info_of(request, node)
    found: dict[str, Any] = {
        "@id": address,
        "@type": type(node).__name__,
        "@components": components(request, address),
        "UID": node.uid,
        "id": node.__name__,
        "parent": parent_of(request, node),
        "is_folderish": isinstance(node, Container),
        "review_state": node.state,
        "type_title": info.title if info else type(node).__name__,
        "created": moment(node.created),
        "modified": moment(node.modified),
        "effective": moment(node.publish_at),
        "expires": moment(node.expire_at),
        "creators": [node.creator] if node.creator else [],
        "language": term(node.language) if node.language else "",
        "exclude_from_nav": not node.listed,
        "version": "current",
        "working_copy": working_copy(request, node, address),
    }
    show_fields(request, node, found)
    return found


def edited_payload(request: Request, node: Node) -> dict[str, Any]:
    """Return a node with the values of its working copy, as those who edit it see it."""
    if node._working is None:
        return payload(request, node)
    return payload(request, as_edited(node)) | {"version": "working_copy"}


def parent_of(request: Request, node: Node) -> Summary | dict[str, Any]:
    """Return what holds a node, in short; nothing for the home page."""
    parent = node.__parent__
    return {} if parent is None or node is request.home else summary(request, parent)


def working_copy(request: Request, node: Node, address: str) -> WorkingCopy | None:
    """Return where the unpublished changes of a node are, to those who may edit it; None where there are none."""
    working = node._working
    if working is None or not request.has_permission("edit", node):
        return None
    return {
        "@id": f"{address}?working_copy=true",
        "modified": moment(working.moment),
        "creator_name": working.name,
        "fields": sorted(working.stored),
    }
