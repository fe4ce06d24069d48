"""Writing prepared items: nodes made new, or brought up to date where they are."""

from __future__ import annotations

from typing import Any

from ZODB.broken import Broken

from contentsite.tree.container import Container
from contentsite.tree.missing import place_of
from contentsite.tree.name import InvalidName, check_name, slug
from contentsite.tree.node import Node, root_of, written_path
from contentsite.tree.order import ManualOrder
from contentsite.tree.root import Root
from contentsite.tree.trash import item_of

from .item import UidOf
from .name import unique_name
from .prepare import Prepared
from .state import fill, refresh

MADE, UPDATED, UNCHANGED, LEFT_OUT = "made", "updated", "unchanged", "left out"


class Writer:
    """Writes the items of one source, parents first, below a container of a site."""

    def __init__(self, root: Root, target: Container, uid_of: UidOf) -> None:
        self._root = root
        self._target = target
        self._uid_of = uid_of
        self._parents: dict[str | None, Container] = {}
        self._previous: dict[str, str] = {}
        self._waiting: dict[str, list[str]] = {}
        self._closed: set[str | None] = set()
        """The items below which nothing new can be put: a class is not installed."""

    def write(self, prepared: Prepared) -> tuple[Node | None, str]:
        """Make or update the node of an item; return it and what was done.

        A node that exists stays where it is, also where someone has moved it since. One whose class
        is not installed, and all below it, stays as it is; it is not returned.
        """
        uid, source_id = self._uid_of(prepared.item.source_id), prepared.item.source_id
        node = self._root.find(uid)
        outcome = MADE
        if why_left(self._root, uid):
            self._closed.add(source_id)
            self._keep_order(self._root.uids().get(uid), is_new=False)
            return None, UNCHANGED
        if node is None and prepared.item.parent in self._closed:
            self._closed.add(source_id)
            return None, LEFT_OUT
        if node is None:
            node = self._make(uid, prepared)
        elif not isinstance(node, (prepared.info.cls, Container)):
            node, outcome = _replace(node, prepared), UPDATED
        else:
            outcome = UPDATED if refresh(node, prepared) else UNCHANGED
        self._keep_order(node, is_new=outcome == MADE)
        if isinstance(node, Container):
            self._parents[source_id] = node
        return node, outcome

    def _make(self, uid: str, prepared: Prepared) -> Node:
        parent = self._parents.get(prepared.item.parent, self._target)
        node: Node = prepared.info.cls(**prepared.values)
        node.uid = uid
        fill(node, prepared)
        name = unique_name(_wanted_name(prepared), lambda name: not parent.is_free(name))
        return parent.add(name, node)

    def _keep_order(self, node: Any, *, is_new: bool) -> None:
        """Put a new node behind the one that it follows in the source, where both stand together."""
        parent, own = place_of(node)
        if (
            not isinstance(parent, Container)
            or parent.get(own) is not node
            or not isinstance(parent.order, ManualOrder)
        ):
            return
        previous = self._previous.get(parent.uid)
        if not is_new:
            for name in self._waiting.pop(parent.uid, ()):
                parent.reorder(name, own)
        elif previous is None:
            self._waiting.setdefault(parent.uid, []).append(own)
            return
        else:
            following = _after(parent, previous)
            if following not in {None, own}:
                parent.reorder(own, following)
        self._previous[parent.uid] = own


def _after(parent: Container, name: str) -> str | None:
    """Return the name of the sibling that follows."""
    return next((row.name for _key, row in parent.rows(parent.order.key(name))), None)


def why_left(root: Root, uid: str) -> str:
    """Return why the node of this uid cannot be written to, "" where it can or is still to be made.

    What stands below a node whose class is not installed has no listing there to be noted in, and
    nothing that is put below it would come into the index of uids.
    """
    node = root.uids().get(uid)
    if isinstance(node, Broken):
        return "its node is of a class that is not installed; left as it is"
    if node is not None and item_of(node) is not None:
        return "its node is in the trash; left there"
    if node is not None and root_of(node) is not root:
        return "its node is below one whose class is not installed; left as it is"
    return ""


def _replace(old: Node, prepared: Prepared) -> Node:
    """Put a node of another type in the place of one: a page that now has pages below it."""
    parent, name = old.__parent__, old.__name__
    assert parent is not None  # noqa: S101  (the root is a container, and is never replaced)
    following = _after(parent, name)
    node: Node = prepared.info.cls(**prepared.values)
    node.uid, node.acl, node.created, node.creator = old.uid, old.acl, old.created, old.creator
    fill(node, prepared)
    parent.remove(name)
    parent.add(name, node)
    if following is not None and isinstance(parent.order, ManualOrder):
        parent.reorder(name, following)
    return node


def _wanted_name(prepared: Prepared) -> str:
    try:
        return check_name(prepared.item.name or slug(prepared.item.title))
    except InvalidName:
        return slug(prepared.item.title)


def lead_here(root: Root, node: Node, address: str) -> str:
    """Let an old address lead to a node; return why not, where it leads elsewhere already, else ""."""
    if address == written_path(node):
        return ""
    holder = root.find(root.redirects.exact(address) or "")
    if holder is not None and holder is not node:
        return f"the old address {address} leads to {_path(holder)} already"
    present = _standing(root, address)
    if present is not None and present is not node:
        return f"the old address {address} is that of a page here: it stays so"
    root.redirects.put(address, node.uid)
    return ""


def _standing(root: Root, address: str) -> Node | None:
    here: Node | None = root
    for name in filter(None, address.split("/")):
        here = here.get(name) if isinstance(here, Container) else None
    return here if here is not root else None


def _path(node: Node) -> str:
    return written_path(node)
