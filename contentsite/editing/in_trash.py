"""Who sees what in the trash: Managers all of it, others what they deleted themselves."""

from __future__ import annotations

from contentsite.jobs.trash import purge_later
from contentsite.security import deleted
from contentsite.security.actor import actor_of
from contentsite.security.unfit import Unfit
from contentsite.sentence import _
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.tree.trash import TrashItem
from contentsite.tree.trashing import STEP, NoPlace, place_for, purge
from contentsite.web.request import Request

from .moving import check_arrival
from .places import sentence


def item_for(request: Request, uid: str) -> TrashItem | None:
    """Return what was deleted, by the uid of its node, if the one who asks may see that it is in the trash."""
    item = request.site.trash.get(uid)
    return item if item is not None and sees(request, item) else None


def sees(request: Request, item: TrashItem) -> bool:
    """Tell whether the one who asks may see an item, restore it or delete it for good."""
    return deleted.sees(request.site, item, request.who, request.now, request.workflows)


def old_place(request: Request, item: TrashItem) -> Container:
    """Return the folder that it stood in. Raises Unfit with what speaks against it."""
    try:
        place = place_for(request.site, item)
    except NoPlace as error:
        raise Unfit(sentence(error)) from error
    if not request.is_below_home(place) or not request.has_permission("add", place):
        raise Unfit(_("You may not add anything to the folder that it stood in."))
    return place


def check_elsewhere(request: Request, item: TrashItem, target: Container) -> None:
    """Raise Unfit with what speaks against restoring an item into another folder than that which it stood in.

    It is what speaks against a move: the way through the trash must not be one to publish.
    """
    if target.uid != item.parent and isinstance(item.node, Node):
        check_arrival(request, item.node, target)


def delete_for_good(request: Request, item: TrashItem) -> bool:
    """Delete an item for good, much of it after the answer; tell whether that is done already."""
    if item.is_more or item.number > STEP or item.is_going:
        purge_later(request.work, item, actor_of(request.site))
        return False
    purge(request.site, item)
    return True
