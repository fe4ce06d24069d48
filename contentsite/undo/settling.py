"""The exact places among siblings, once all of a change is undone.

While its items are undone one by one, a place may still be held by what leaves it with a later item. Who
wants it then stands just before that, which looks the same; but changes before this one are undone by keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from contentsite.tree.container import Container
from contentsite.tree.missing import place_of
from contentsite.tree.order import ManualOrder
from contentsite.tree.place import Place
from contentsite.tree.root import Root

from .change import Item, Ordered, Placed
from .placing import is_renamed


class _Wanted(NamedTuple):
    child: str
    order: Any
    key: Any


def settle(site: Root, items: Iterable[Item]) -> None:
    """Give children the keys that they had before the items that were undone, where those are free now."""
    waiting: list[_Wanted] = []
    left = [*_wanted(items)]
    while len(waiting) != len(left):
        waiting, left = left, [each for each in left if not _is_settled(site, each)]


def _wanted(items: Iterable[Item]) -> Iterator[_Wanted]:
    for item in items:
        if isinstance(item, Placed) and isinstance(item.before, Place) and not is_renamed(item):
            yield _Wanted(item.uid, item.before.order, item.before.key)
        elif isinstance(item, Ordered) and item.child:
            yield _Wanted(item.child, item.order, item.before)


def _is_settled(site: Root, wanted: _Wanted) -> bool:
    """Put a child where it wants to be, if it is not there and that is free; tell whether it was put there."""
    node = site.uids().get(wanted.child)
    folder, name = (None, "") if node is None else place_of(node)
    if not isinstance(folder, Container) or name not in folder:
        return False
    order = folder.order
    if (
        not isinstance(order, ManualOrder)
        or not order.has_keys_of(wanted.order)
        or not order.is_free(wanted.key)
    ):
        return False
    folder.reorder_at(name, wanted.key)
    return True
