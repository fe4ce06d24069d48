"""`@history`: the versions of a node; `@history/N` one of them; `PATCH {"version": N}` restores it."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from contentsite.security.role import EDIT
from contentsite.tree.node import Node
from contentsite.versions.history import values_of, versions_of
from contentsite.versions.restore import restore
from contentsite.versions.version import Version
from contentsite.versions.working import stand_in
from contentsite.web.request import Request
from contentsite.web.segment import segment

from ..content.payload import Content, payload
from ..endpoint import endpoint
from ..shape import Sent, moment, url

MOST = 100
Number = Annotated[int, Field(ge=1, lt=2**31)]

Actor = TypedDict("Actor", {"@id": str, "id": str, "fullname": str, "username": str})
HistoryEntry = TypedDict(
    "HistoryEntry",
    {
        "@id": str,
        "type": str,
        "action": str,
        "transition_title": str,
        "actor": Actor,
        "comments": str,
        "time": str | None,
        "version": int,
        "changed": list[str],
        "may_revert": bool,
        "is_live": bool,
    },
)


class Wanted(Sent):
    """Which version."""

    version: Number


class Said(TypedDict):
    """What was done, in a sentence."""

    message: str


@endpoint("history", permission=EDIT, summary="The versions of this node, the newest first")
def history(context: Node, request: Request, before: Number = 2**31 - 1) -> list[HistoryEntry]:
    """At most 100; `before` is the number of the last one that is known already."""
    found = [*islice(versions_of(context, before), MOST)]
    live = next(versions_of(context)).live
    return [_entry(context, request, each, live) for each in found]


@endpoint("history", path=("number",), permission=EDIT, summary="A version of this node")
def version(context: Node, request: Request, number: Number) -> Content:
    """The node with the values that it had then."""
    fields, values = type(context).fields(), values_of(context, number)
    known = {name: value for name, value in values.items() if name in fields}
    return payload(request, stand_in(context, known)) | {"version": number, "working_copy": None}


@endpoint("history", method="PATCH", permission=EDIT, summary="Restore a version")
def revert(context: Node, request: Request, body: Wanted) -> Said:
    """Its values become those of the node again, as a new version; of a published node in its working copy."""
    number = body["version"]
    restore(context, number)
    return {"message": f"{context.title} has been reverted to revision {number}."}


def _entry(node: Node, request: Request, each: Version, live: int) -> Any:
    home = url(request, request.home)
    actor = {
        "@id": f"{home}/@users/{segment(each.name)}",
        "id": each.name,
        "fullname": each.name,
        "username": each.name,
    }
    return {
        "@id": f"{url(request, node)}/@history/{each.number}",
        "type": "versioning",
        "action": each.what,
        "transition_title": each.what,
        "actor": actor,
        "comments": each.comment,
        "time": moment(each.moment),
        "version": each.number,
        "changed": list(each.changed),
        "may_revert": True,
        "is_live": each.number == live,
    }
