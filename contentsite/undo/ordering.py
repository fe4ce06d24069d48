"""Undoing that the children of a container were put into another order."""

from __future__ import annotations

from typing import Any, Final

from contentsite.security.role import DELETE, EDIT, PUBLISH
from contentsite.tree.before import state_before
from contentsite.tree.container import Container
from contentsite.tree.missing import place_of
from contentsite.tree.order import ManualOrder
from contentsite.tree.root import Root
from contentsite.tree.window import PUBLISHED as LIVE

from .change import Altered, Change, Ordered
from .recording import sorting
from .refusal import FOLLOWS, MOVED, NO_CLASS, ORDERED, Refused, node_of, since
from .rights import Rights
from .values import ACL, DETAILS, STATE

_BESIDE: Final = frozenset({*STATE, *DETAILS, ACL})


def order_back(site: Root, change: Change, item: Ordered, rights: Rights) -> None:
    """Give a child, or all of them, the order from before. Raises Refused, and what the tree raises."""
    folder = node_of(site, change, item.uid)
    if not isinstance(folder, Container):
        raise Refused(NO_CLASS)
    if item.child:
        _one(site, change, item, folder, rights)
    else:
        _all(site, change, item, folder, rights)


def companion(change: Change, item: Ordered) -> int | None:
    """Return the number of the item by which fields of a container were changed that was ordered otherwise, too."""
    return next(
        (
            number
            for number, each in enumerate(change.items)
            if isinstance(each, Altered) and each.uid == item.uid and not {*each.before} <= _BESIDE
        ),
        None,
    )


def _one(site: Root, change: Change, item: Ordered, folder: Container, rights: Rights) -> None:
    parent, name = (
        place_of(site.uids().get(item.child)) if item.child in site.uids() else (None, "")
    )
    if parent is not folder or name not in folder:
        raise since(site, change, item.child, MOVED)
    if not folder.order.has_keys_of(item.order) or folder.order.key(name) != item.after:
        raise since(site, change, item.uid, ORDERED)
    rights.check(folder, DELETE)
    folder.reorder_at(name, item.before)


def _all(site: Root, change: Change, item: Ordered, folder: Container, rights: Rights) -> None:
    before = state_before(folder)
    # where the order follows a field, that was undone just before, or else was not
    is_own = before is not None and before["_order"] is not folder.order
    altered = companion(change, item)
    if altered is not None and not is_own:
        raise Refused(FOLLOWS)
    if sorting(folder.order) != item.after and not is_own:
        raise since(site, change, item.uid, ORDERED)
    rights.check(folder, PUBLISH if folder.state == LIVE else EDIT)
    order: Any = item.order
    if sorting(order) == sorting(folder.order) != (None, False):
        return
    if isinstance(order, ManualOrder):
        folder.take_order(order)
    else:
        folder.sort_by(order.field, descending=order.descending)
