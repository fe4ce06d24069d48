"""`@recyclebin`: what was deleted; restoring it, and deleting it for good."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from pyramid.httpexceptions import HTTPNotFound
from typing_extensions import TypedDict

from contentsite.declaration import types_of
from contentsite.editing.in_trash import check_elsewhere, delete_for_good, item_for, old_place, sees
from contentsite.editing.places import check_folder
from contentsite.security.people import people_of
from contentsite.security.unfit import Unfit
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.tree.trash import TrashItem
from contentsite.tree.trashing import restore
from contentsite.web.request import Request

from ..endpoint import for_the_known
from ..fields.links import Named, named
from ..shape import Sent, moment, summary, url

SCAN = 1_000
Size = Annotated[int, Field(ge=1, le=1_000)]
Start = Annotated[int, Field(ge=0, le=10**6)]

Deleted = TypedDict(
    "Deleted",
    {
        "@id": str,
        "@type": str,
        "id": str,
        "title": str,
        "type_title": str,
        "path": str,
        "deletion_date": str | None,
        "deleted_by": str,
        "nodes": int,
    },
)
RecycleBin = TypedDict("RecycleBin", {"@id": str, "items": list[Deleted], "items_total": int})


class Place(Sent):
    """Where it is to stand again; where that is not said, where it stood."""

    target: NotRequired[Named]
    id: NotRequired[str]


@for_the_known("recyclebin", summary="What was deleted, the newest first")
def recyclebin(
    context: Node, request: Request, b_start: Start = 0, b_size: Size = 25
) -> RecycleBin:
    """Managers see all of it, others what they deleted themselves; of the newest 1,000."""
    found = [*_seen(request)]
    items = [_shown(request, item) for item in found[b_start : b_start + b_size]]
    return {"@id": _address(request), "items": items, "items_total": len(found)}


@for_the_known("recyclebin", path=("uid",), summary="Something that was deleted")
def deleted(context: Node, request: Request, uid: str) -> Deleted:
    """By the uid of the node."""
    return _shown(request, _item(request, uid))


@for_the_known(
    "recyclebin",
    method="POST",
    path=("uid", "deed"),
    summary="Restore something that was deleted",
    errors=(409,),
)
def restore_deleted(
    context: Node, request: Request, uid: str, deed: Literal["restore"], body: Place
) -> dict[str, Any]:
    """With all that was below it; answers the node in short."""
    item = _item(request, uid)
    target = (
        _target(request, item, body["target"]) if "target" in body else old_place(request, item)
    )
    node = restore(request.site, item, target, body.get("id"))
    return {**summary(request, node)} if isinstance(node, Node) else {"@id": url(request, target)}


@for_the_known("recyclebin", method="DELETE", path=("uid",), summary="Delete something for good")
def purge_deleted(context: Node, request: Request, uid: str) -> None:
    """Much of it after the answer."""
    delete_for_good(request, _item(request, uid))


def _seen(request: Request) -> Iterator[TrashItem]:
    return (item for item in islice(request.site.trash.items(), SCAN) if sees(request, item))


def _item(request: Request, uid: str) -> TrashItem:
    item = item_for(request, uid)
    if item is None:
        raise HTTPNotFound("It is not in the trash.")
    return item


def _target(request: Request, item: TrashItem, given: Any) -> Container:
    """Return the folder that is named. Raises Unfit."""
    try:
        target = named(request, given)
    except ValueError as error:
        raise Unfit(str(error)) from error
    if not isinstance(target, Container):
        raise Unfit("Nothing can be put there: it is no folder.")
    check_folder(request, item.node, target)
    check_elsewhere(request, item, target)
    return target


def _shown(request: Request, item: TrashItem) -> Deleted:
    info = types_of(request.registry).of(item.type)
    user = people_of(request.site).user(item.by) if item.by else None
    return {
        "@id": f"{_address(request)}/{item.uid}",
        "@type": item.type,
        "id": item.name,
        "title": item.title,
        "type_title": info.title if info else item.type,
        "path": item.path,
        "deletion_date": moment(item.moment),
        "deleted_by": user.called if user else "",
        "nodes": item.number,
    }


def _address(request: Request) -> str:
    return f"{url(request, request.home)}/@recyclebin"
