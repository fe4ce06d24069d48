"""Moving, renaming, copying and removing subtrees: each is part of one transaction.

A move or rename touches the parents and the moved node only, whatever the size of the subtree.
"""

from __future__ import annotations

from typing import Any

from .container import Container, NameTaken
from .events import Added, Moved, notify
from .name import check_name, free_name
from .node import Located, Node, lineage, path_of, root_of
from .root import Root


class InvalidMove(ValueError):  # noqa: N818
    """The node cannot be moved or copied there; the message says why."""


def move(node: Node, target: Container, name: str | None = None) -> None:
    """Move a node, with all below it, into another container, under its own or another name.

    Its old address leads to the new one from now on. Raises InvalidMove, InvalidName or NameTaken;
    nothing is changed then.
    """
    parent = node.__parent__
    if parent is None:
        raise InvalidMove("the site itself cannot be moved")
    move_child(parent, node.__name__, target, name)


def rename(node: Node, name: str) -> None:
    """Give a node another name. Its old address leads to the new one from now on."""
    if node.__parent__ is None:
        raise InvalidMove("the site itself has no name to change")
    move(node, node.__parent__, name)


def move_child(parent: Container, old: str, target: Container, name: str | None = None) -> None:
    """Move what a container holds under a name: as `move`, also for what has no class any more."""
    node = parent[old]
    new = old if name is None else check_name(name)
    if parent is target and new == old:
        return
    _refuse_inside(node, target)
    if new in target:
        raise NameTaken(f"{new!r} is taken in {target.title!r}")
    root = root_of(parent)
    if isinstance(node, Located) and isinstance(root, Root):
        root.redirects.put("/" + "/".join(path_of(node)), node.uid)
    _transfer(parent, old, target, new)
    notify(Moved(node, parent, old), at=target)


def remove(node: Node) -> Node:
    """Take a node, with all below it, out of the tree, and return it."""
    if node.__parent__ is None:
        raise InvalidMove("the site itself cannot be removed")
    return node.__parent__.remove(node.__name__)


def _transfer(parent: Container, old: str, target: Container, new: str) -> None:
    """Change the place; within one container a child keeps its position."""
    node, row = parent[old], parent.order.row(old)
    after = _name_after(parent, old) if parent is target else None
    parent.detach(old)
    target.attach(new, node, (row[0], new, *row[2:]))
    if after is not None:
        target.order.place_before(new, after)  # type: ignore[union-attr]


def _name_after(parent: Container, name: str) -> str | None:
    if not hasattr(parent.order, "place_before"):
        return None
    found = next(parent.rows(parent.order.key(name)), None)
    return found[1].name if found else None


def _refuse_inside(node: Any, target: Container) -> None:
    if any(here is node for here in lineage(target)):
        raise InvalidMove(f"{node.title!r} cannot be put into itself or below itself")
