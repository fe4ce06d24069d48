"""Mending what can be derived in a tree: order, parents, names, rows, the uid index and those of the trash.

Such faults come from a class that was away while its nodes were moved or sorted, or from damage.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from .check import Fault, Place, invalid, listed, ordered, placed, places, readable
from .container import Container
from .missing import uid_of
from .node import Node
from .root import Root
from .row import row_of
from .stray import put_anew, strays
from .uids import new_uid
from .walk import Step, walk


class _Stand(NamedTuple):
    path: str
    parent: Any
    """The container; of what is in the trash itself the item."""
    name: str
    node: Node


def repair(root: Root) -> Iterator[Fault]:
    """Mend the tree of a site; yield what was mended."""
    if any(strays(root.trash)):
        put_anew(root.trash)
        yield Fault("/", "the indexes of the trash were made anew")
    # lists: what is walked must not be changed meanwhile
    for path, container in [*_disordered(root)]:
        _order_anew(container)
        yield Fault(path, "its order and its number of children were made anew")
    for stand in [*_misplaced(root)]:
        for mended in _mended(root, stand):
            yield Fault(stand.path, mended)
    for uid in _stale(root):
        root.uids().remove(uid)
        yield Fault("/", f"{uid}, which no node of the tree has, was taken out of the uid index")


def _disordered(root: Root) -> Iterator[tuple[str, Container]]:
    for place, step in _steps(root):
        if isinstance(step.node, Container) and any(ordered(step.node)):
            yield place.above + step.path, step.node


def _steps(root: Root) -> Iterator[tuple[Place, Step]]:
    """Yield all nodes of the tree and of the trash."""
    for place in places(root):
        yield from ((place, step) for step in walk(place.top, readable))


def _misplaced(root: Root) -> Iterator[_Stand]:
    for place, step in _steps(root):
        if step.node is not root and isinstance(step.node, Node) and _is_wrong(root, place, step):
            parent, name = step.parent, step.trail[-1] if step.trail else ""
            if not step.trail:
                parent, name = place.holder, place.holder.name
            yield _Stand(place.above + step.path, parent, name, step.node)


def _is_wrong(root: Root, place: Place, step: Step) -> bool:
    return any(placed(root, place, step)) or (
        bool(step.trail) and not any(invalid(step.node)) and any(listed(step))
    )


def _stale(root: Root) -> list[str]:
    seen = {uid_of(step.node) for _place, step in _steps(root)}
    return [uid for uid in root.uids() if uid not in seen]


def _order_anew(container: Container) -> None:
    """Keep the order of those that are there; others come at the end, as far as they can be read."""
    children, order = container._children, container.order
    for name in [name for name in container if name not in children]:
        order.remove(name)
    for name in [name for name in children if name not in order]:
        child = children[name]
        if isinstance(child, Node):
            child.__name__, child.__parent__ = name, container
            order.add(name, row_of(child), container.sort_value(child))
    container._count.set(len(children))


def _mended(root: Root, stand: _Stand) -> Iterator[str]:
    node = stand.node
    if (node.__parent__, node.__name__) != (stand.parent, stand.name):
        node.__parent__, node.__name__ = stand.parent, stand.name
        yield "its parent and name were set to where it stands"
    if root.uids().get(node.uid) not in (None, node):
        node.uid = new_uid()
        yield "its uid was that of another node; it has a new one"
    if root.uids().get(node.uid) is None:
        root.uids().remove(node.uid)
        root.uids().put(node.uid, node)
        yield "its uid was entered in the index"
    is_listed = not isinstance(stand.parent, Container) or stand.parent.lists(stand.name, node)
    if not any(invalid(node)) and not is_listed:
        node.refresh()
        yield "its row in the listing was written anew"
