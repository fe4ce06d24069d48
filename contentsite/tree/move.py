"""Moving, renaming and removing subtrees: each is part of one transaction.

A move or rename touches the parents and the moved node only, whatever the size of the subtree.
"""

from __future__ import annotations

from typing import Any

from .container import Container
from .events import Moved, notify
from .missing import class_of, place_of
from .name import check_name
from .node import Node, hold, lineage, root_of, written_path
from .order import ManualOrder
from .place import place_in
from .root import Root
from .trash import TrashItem


class InvalidMove(ValueError):  # noqa: N818
    """The node cannot be moved or removed; the message says why."""


def move(node: Node, target: Container, name: str | None = None) -> None:
    """Move a node, with all below it, into another container, under its own or another name.

    Its old address leads to the new one from now on. Raises InvalidMove, InvalidName or NameTaken;
    nothing is changed then.
    """
    parent, old = standing(node)
    move_child(parent, old, target, name)


def rename(node: Node, name: str) -> None:
    """Give a node another name. Its old address leads to the new one from now on."""
    parent, old = standing(node)
    move_child(parent, old, parent, name)


def remove(node: Node) -> Node:
    """Take a node, with all below it, out of the tree, and return it."""
    parent, name = standing(node)
    return parent.remove(name)


def move_child(parent: Container, old: str, target: Container, name: str | None = None) -> None:
    """Move what a container holds under a name: as `move`, also for what does not know its place."""
    node = parent[old]
    new = old if name is None else check_name(name)
    if parent is target and new == old:
        return
    _refuse(node, parent, target, new)
    hold(parent)
    hold(target)
    root = root_of(parent)
    if isinstance(node, Node) and isinstance(root, Root):
        lead_on(root, written_path(node), node)
    place = place_in(parent, old)
    _transfer(parent, old, target, new)
    notify(Moved(node, parent, old, place), at=target)


def standing(node: Node) -> tuple[Container, str]:
    """Return what holds a node, and its name there, also where its class is not installed.

    Raises InvalidMove for the site itself, and for what does not stand where it says.
    """
    parent, name = place_of(node)
    if parent is None:
        raise InvalidMove("the site itself cannot be moved or removed")
    if isinstance(parent, TrashItem):
        raise InvalidMove("it is in the trash")
    if not isinstance(parent, Container):
        raise InvalidMove("what holds it is of a class that is not installed")
    if parent.get(name) is not node:
        why = "" if isinstance(node, Node) else f"its class {class_of(node)} is not installed, and "
        raise InvalidMove(
            f"{why}it does not stand as {name!r} in {parent.title!r}, where it says it does;"
            " where its container is known move_child moves it"
        )
    return parent, name


def _refuse(node: Any, parent: Container, target: Container, name: str) -> None:
    """Raise InvalidMove or NameTaken where a node cannot come to stand under a name in a target."""
    if any(here is node for here in lineage(target)):
        raise InvalidMove(f"{node.title!r} cannot be put into itself or below itself")
    if root_of(parent) is not root_of(target):
        raise InvalidMove(f"{target.title!r} is not in the same site")
    # at the top of a site some names are its own, too
    target._free(name)


def lead_on(root: Root, path: str, node: Node) -> None:
    """Let the old address of a node, and those of all below it, lead to where they are from now on."""
    # where something newer stands now, an older rule would lead past it
    stale = [rule for rule, names in root.redirects.below(path) if _holds(node, names)]
    for rule in stale:
        root.redirects.forget(rule)
    root.redirects.put(path, node.uid)


def _holds(node: Any, names: tuple[str, ...]) -> bool:
    for name in names:
        node = node.get(name) if isinstance(node, Container) else None
    return node is not None


def _transfer(parent: Container, old: str, target: Container, new: str) -> None:
    """Change the place; within one container a child keeps its position."""
    node, row, key = parent[old], parent.order.row(old), parent.order.key(old)
    parent.detach(old)
    target.attach(new, node, (row[0], new, *row[2:]))
    if parent is target and isinstance(target.order, ManualOrder):
        target.order.place_at(new, key)
