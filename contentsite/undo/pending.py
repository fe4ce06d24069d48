"""What a transaction has touched so far, and the change that is made of it when it is committed.

What was before is noted at the first event, or is what the database still has; what is after is looked
up at the end. So several events are one item, and what a savepoint took back leaves none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from contentsite.security.actor import actor_of
from contentsite.security.audit.recorder import path_at, recorded_actions
from contentsite.tree.container import Container
from contentsite.tree.missing import place_of, state_of, uid_of
from contentsite.tree.node import Node
from contentsite.tree.place import Place
from contentsite.tree.root import Root
from contentsite.tree.window import PUBLISHED

from .bulk import Bulk, bulk_of
from .change import Altered, Change, Item, Key, Ordered, Placed, Refusal, Stand
from .log import changes_of
from .stand import is_same_stand, stand_of
from .values import beside, differing, values_before, values_now

MOST: Final = 100_000
"""A change of more items is noted without what it takes to undo it."""
_PENDING: Final = "contentsite.undo.pending"


class MovedNode(NamedTuple):
    """A node that came or went, and where it was before."""

    node: Any
    before: Stand
    path: str


class MovedChild(NamedTuple):
    """A child that was given another place, or (no child) all of them."""

    node: Container
    child: str
    order: Any
    before: Any
    after: Any


class Pending:
    """What one transaction has touched, in the order in which it was first touched."""

    action = ""
    of = ""
    is_too_large = False
    """Whether more was touched than is noted."""
    refused: tuple[tuple[int, Refusal], ...] = ()

    def __init__(self, key: Key, bulk: Bulk | None = None) -> None:
        self.key, self.bulk = key, bulk
        self._added = bulk.added if bulk else frozenset[str]()
        self.altered: dict[str, Node] = {}
        self.moved: dict[str, MovedNode] = {}
        self.reordered: dict[tuple[str, str], MovedChild] = {}
        self._order: dict[tuple[str, ...], None] = {}

    def alter(self, node: Node) -> None:
        """Note that values of a node were changed."""
        if node.uid not in self.altered and self._has_room() and not self._is_new(node):
            self.altered[node.uid] = node
            self._order["altered", node.uid] = None

    def move(self, node: Any, before: Stand, path: str, parent: Any = None) -> None:
        """Note that a node came from somewhere, or went; `parent` is what held it."""
        uid = uid_of(node)
        if uid in self.moved or not self._has_room():
            return
        if parent is not None and self._is_new(parent):
            # it came with what held it
            before = None
        if before is not None or not self._is_new_above(node):
            self.moved[uid] = MovedNode(node, self._first(uid, before), path)
            self._order["moved", uid] = None

    def _first(self, uid: str, before: Stand) -> Stand:
        """Return where a node stood at first, also where it was given another place among its siblings since."""
        if not isinstance(before, Place):
            return before
        found = self.reordered.get((before.parent, uid))
        return before._replace(order=found.order, key=found.before) if found else before

    def reorder(self, found: MovedChild) -> None:
        """Note that a child, or all, stand in another order."""
        at = (found.node.uid, found.child)
        if at in self.reordered:
            self.reordered[at] = self.reordered[at]._replace(after=found.after)
        elif self._has_room() and not self._is_new(found.node):
            self.reordered[at] = found
            self._order["reordered", *at] = None

    def _has_room(self) -> bool:
        self.is_too_large = len(self._order) >= MOST
        return not self.is_too_large

    def items(self, site: Root) -> Iterator[Item]:
        """Yield what differs now from what was before."""
        for kind, uid, *child in self._order:
            item: Item | None
            if kind == "altered":
                item = self._altered(site, self.altered[uid])
            elif kind == "moved":
                item = self._placed(site, uid, self.moved[uid])
            else:
                item = self._ordered(site, self.reordered[uid, child[0]])
            if item is not None:
                yield item

    def _altered(self, site: Root, node: Node) -> Altered | None:
        if site.uids().get(node.uid) is not node:
            return None
        before, after = values_before(node), values_now(node)
        names = differing(before, after) if before else ()
        if before is None or not names:
            return None
        was_live = PUBLISHED in (before["state"], node.state)
        old = {name: before[name] for name in names}
        new = beside(old, {name: after[name] for name in names})
        return Altered(node.uid, node.title, path_at(node), old, new, was_live)

    def _placed(self, site: Root, uid: str, moved: MovedNode) -> Placed | None:
        node, before, old_path = moved
        after = stand_of(site, uid)
        if is_same_stand(before, after):
            return None
        if not isinstance(before, Place) and not isinstance(after, Place):
            # it came and went
            return None
        path = path_at(node) if isinstance(after, Place) else old_path
        return Placed(uid, str(state_of(node).get("title", "")), path, old_path, before, after)

    def _ordered(self, site: Root, found: MovedChild) -> Ordered | None:
        node, child, order, before, after = found
        is_same = before == after if child else order is node.order
        if (
            is_same
            or child in self.moved
            or child in self._added
            or site.uids().get(node.uid) is not node
        ):
            return None
        return Ordered(node.uid, node.title, path_at(node), child, order, before, after)

    def _is_new(self, node: Node) -> bool:
        """Tell whether a node came in this transaction, or something above it: that is undone as a whole."""
        here: Any = node
        while isinstance(here, Node):
            found = self.moved.get(here.uid)
            if here.uid in self._added or (found is not None and found.before is None):
                return True
            here = here.__parent__
        return False

    def _is_new_above(self, node: Any) -> bool:
        parent, _name = place_of(node)
        return isinstance(parent, Node) and self._is_new(parent)


def pending_of(site: Root, *, is_asked: bool = False) -> Pending | None:
    """Return what the transaction has touched of a site; None for nothing, where it is only asked.

    Else it is begun, and becomes a change when the transaction is committed. None also for a site in
    memory.
    """
    if site._p_jar is None:
        return None
    current = site._p_jar.transaction_manager.get()
    try:
        found: Pending = current.data(_PENDING)
    except KeyError:
        if is_asked:
            return None
        bulk = bulk_of()
        found = Pending(bulk.key if bulk else changes_of(site).new_key(), bulk)
        current.set_data(_PENDING, found)
        current.addBeforeCommitHook(_write, (site, found))
    return found


def _write(site: Root, pending: Pending) -> None:
    """Make the change of what was touched, if anything differs."""
    items = () if pending.is_too_large else tuple(pending.items(site))
    bulk = pending.bulk
    change = bulk.change if bulk else None
    if change is None:
        if not items and not pending.is_too_large:
            return
        change = _begun(site, pending, items)
    if pending.is_too_large or len(change.items) + len(items) > MOST:
        change.is_too_large, change.parts = True, ()
    elif not change.is_too_large:
        change.put(items, grows=bulk is not None)
    if bulk:
        bulk.note(items)


def _begun(site: Root, pending: Pending, items: tuple[Item, ...]) -> Change:
    by, bulk = actor_of(site), pending.bulk
    action = bulk.action if bulk else pending.action or _action(site, items)
    change = Change(bulk.key if bulk else pending.key, by.uid, by.name, action)
    if pending.of:
        change.of, change.refused = pending.of, pending.refused
    changes_of(site).put(change)
    return change


def _action(site: Root, items: tuple[Item, ...]) -> str:
    """Return what the audit log says was done first."""
    for item in items:
        for action in recorded_actions(site, item.uid):
            return action
    return "edit"
