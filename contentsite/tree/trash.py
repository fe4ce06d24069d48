"""The trash: nodes that were deleted, each with all below it, and what is needed to put them back.

An item is the parent of its node, and is no node itself. So no lineage leads from there into the
tree: what is in the trash has no address, nobody has a role there, and nothing below is touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from .moment import EPOCH
from .node import Node, root_of

_STEP: Final = timedelta(microseconds=1)

Key = tuple[int, str]
"""Microseconds since 1970, negated, so that the newest come first; and the uid."""


class TrashItem(Persistent):
    """One deletion: the node, and where it stood."""

    __parent__ = None
    is_going = False
    """Whether it is on its way out, for good or back: nothing else can be done with it any more."""

    def __init__(
        self, node: Any, uid: str, *, parent: str, name: str, path: str, by: str, moment: datetime
    ) -> None:
        """Take the node and its uid, the uid of what held it, name and path there, and who deleted it."""
        self.node, self.uid = node, uid
        self.parent, self.name, self.path = parent, name, path
        self.by = by
        """The uid of the user; empty for a script."""
        self.micros = (moment - EPOCH) // _STEP
        self.number, self.is_more = 1, False
        """How many nodes it has, and whether there are more than were counted."""
        self.row: tuple[Any, ...] = ()
        self.order: Any = None
        """The order that it stood in, and its key there: while that is the folder's order, the key is its place."""
        self.key: Any = None
        self.before: str | None = None
        """The name of the sibling that it stood before."""

    @property
    def title(self) -> str:
        """What its listing called it."""
        return str(self.row[2])

    @property
    def type(self) -> str:
        """The name of its class."""
        return str(self.row[4])

    @property
    def moment(self) -> datetime:
        """When it was deleted."""
        return EPOCH + self.micros * _STEP

    @property
    def time_key(self) -> Key:
        """Where it stands in the trash."""
        return -self.micros, self.uid


class Trash(Persistent):
    """What was deleted, by uid and by time."""

    def __init__(self) -> None:
        self._items: Any = OOBTree()
        self._times: Any = OOBTree()

    def put(self, item: TrashItem) -> None:
        """Take up an item."""
        self._items[item.uid] = item
        self._times[item.time_key] = item

    def take(self, item: TrashItem) -> None:
        """Let go of an item; KeyError where it is not there."""
        del self._items[item.uid]
        del self._times[item.time_key]

    def get(self, uid: str) -> TrashItem | None:
        """Return the item of the node of this uid, which was deleted itself, not with what held it; or None."""
        found: TrashItem | None = self._items.get(uid)
        return found

    def items(self, after: Key | None = None) -> Iterator[TrashItem]:
        """Yield the items, the newest first, from the start or from behind a key."""
        return iter(self._times.values(min=after, excludemin=after is not None))

    def oldest(self) -> Iterator[TrashItem]:
        """Yield the items, the oldest first. They may be taken meanwhile."""
        return iter([*self._times.values()][::-1])


def item_of(node: Node) -> TrashItem | None:
    """Return the item of the trash that a node is in, or something above it; None for what is in the tree."""
    holder: Any = root_of(node).__parent__
    return holder if isinstance(holder, TrashItem) else None
