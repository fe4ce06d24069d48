"""Where a node stands now: in the tree, in the trash, or nowhere."""

from __future__ import annotations

from contentsite.tree.container import Container
from contentsite.tree.missing import place_of
from contentsite.tree.place import Place, place_in
from contentsite.tree.root import Root

from .change import Binned, Stand, binned


def stand_of(site: Root, uid: str) -> Stand:
    """Return where the node of a uid stands; None for one that there is not (any more)."""
    node = site.uids().get(uid)
    if node is None:
        return None
    item = site.trash.get(uid)
    if item is not None:
        return binned(item)
    parent, name = place_of(node)
    is_there = isinstance(parent, Container) and parent.get(name) is node
    return place_in(parent, name) if is_there else None


def is_same_stand(one: Stand, other: Stand) -> bool:
    """Tell whether these are one place, also as to its position among its siblings."""
    if isinstance(one, Place) and isinstance(other, Place):
        return (one.parent, one.name, one.key) == (other.parent, other.name, other.key)
    if isinstance(one, Binned) and isinstance(other, Binned):
        return one.micros == other.micros
    return one is other
