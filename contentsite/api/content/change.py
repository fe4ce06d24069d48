"""`PATCH`: some fields of a node; its name, its place among its siblings, and when it is public."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import ValidationError
from pyramid.httpexceptions import HTTPForbidden

from contentsite.editing.details import Details
from contentsite.editing.saving import may_set_details, save_values
from contentsite.editing.states import change_state
from contentsite.security.role import DELETE, EDIT
from contentsite.tree.move import rename
from contentsite.tree.node import Node
from contentsite.tree.window import PUBLISHED
from contentsite.versions.working import as_edited
from contentsite.web.request import Request

from ..body import InvalidBody, refused
from ..endpoint import endpoint
from ..fields.kinds import reader
from ..shape import GivenMoment, moment
from .create import refuse_later
from .ordering import Ordering, reorder
from .payload import ChangedContent, Content, edited_payload
from .sent import sent_for

_REPRESENTATION = "return=representation"


@endpoint(method="PATCH", permission=EDIT, summary="Change fields of a node", errors=(409,))
def change(context: Node, request: Request, body: ChangedContent) -> Content | None:
    """What is changed of a published node waits in its working copy until it is published.

    Answers 204; with `Prefer: return=representation` (RFC 7240) 200 and the node as it is edited now.
    """
    change_node(context, request, body)
    if _REPRESENTATION in request.headers.get("Prefer", ""):
        request.response.headers["Preference-Applied"] = _REPRESENTATION
        return edited_payload(request, context)
    return None


def change_node(node: Node, request: Request, given: dict[str, Any]) -> None:
    """Change what was sent of a node. Raises what is told by its own status; nothing is stored then."""
    sent = sent_for(request, type(node), as_edited(node), given)
    if sent.place.get("@type", type(node).__name__) != type(node).__name__:
        raise InvalidBody([("@type", "a node stays what it is", "unfit")])
    values = {
        name: value for name, value in sent.values.items() if not _is_there(node, name, value)
    }
    if Details.fields().keys() & values.keys() and not may_set_details(request, node):
        raise HTTPForbidden("This is public at once, and you may not publish here.")
    save_values(node, values)
    _set_window(node, request, sent.place)
    _rename(node, request, sent.place.get("id"))
    if "ordering" in sent.place:
        reorder(node, request, _ordering(sent.place["ordering"]))


def _ordering(given: Any) -> Ordering:
    try:
        found: Ordering = reader(Ordering).validate_python(given)
    except ValidationError as error:
        raise refused(error, "ordering") from error
    return found


def _is_there(node: Node, name: str, value: Any) -> bool:
    """Tell whether a detail is as it was sent."""
    return (
        name in Details.fields()
        and name not in type(node).fields()
        and getattr(node, name) == value
    )


def _set_window(node: Node, request: Request, place: dict[str, Any]) -> None:
    present = {"effective": node.publish_at, "expires": node.expire_at}
    asked = {name: place[name] for name in present if name in place}
    asked = {name: value for name, value in asked.items() if value != moment(present[name])}
    if not asked:
        return
    if node.state != PUBLISHED:
        refuse_later(asked, *asked)
        return
    found = present | {name: _moment(name, value) for name, value in asked.items()}
    change_state(node, request, "", found["effective"], found["expires"])


def _moment(name: str, value: Any) -> datetime | None:
    try:
        found: datetime | None = reader(GivenMoment).validate_python(value)
    except ValidationError as error:
        raise refused(error, name) from error
    return found


def _rename(node: Node, request: Request, name: Any) -> None:
    if name is None or name == node.__name__:
        return
    if not isinstance(name, str):
        raise InvalidBody([("id", "must be a text", "string_type")])
    if not request.has_permission(DELETE, node):
        raise HTTPForbidden("An address is public at once, and you may not change it here.")
    rename(node, name)
    request.forget_addresses()
