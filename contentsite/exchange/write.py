"""Writing one prepared item: made new, or brought up to date where it is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from contentsite.files.store import store_file, store_image
from contentsite.tree.container import Container
from contentsite.tree.name import InvalidName, check_name, free_name, slug
from contentsite.tree.node import Node, path_of
from contentsite.tree.root import Root

from .prepare import Prepared


def write_node(root: Root, parent: Container, uid: str, prepared: Prepared) -> tuple[Node, str]:
    """Make or update the node of an item; return it, and "made", "updated" or "unchanged".

    A node that exists stays where it is, also where someone has moved it since.
    """
    node = root.find(uid)
    if node is None:
        node, outcome = _make(parent, uid, prepared), "made"
    elif not isinstance(node, prepared.info.cls) and not isinstance(node, Container):
        node, outcome = _replace(node, uid, prepared), "updated"
    else:
        outcome = "updated" if _update(node, prepared) else "unchanged"
    for alias in prepared.item.aliases:
        if alias != "/" + "/".join(path_of(node)):
            root.redirects.put(alias, uid)
    return node, outcome


def _make(parent: Container, uid: str, prepared: Prepared) -> Node:
    node = _new(uid, prepared)
    parent.add(free_name(_wanted_name(prepared), parent), node)
    return node


def _new(uid: str, prepared: Prepared) -> Node:
    node: Node = prepared.info.cls(**prepared.values)
    node.uid = uid
    _store_bytes(node, prepared)
    _set_state(node, prepared)
    _set_bookkeeping(node, prepared)
    return node


def _replace(old: Node, uid: str, prepared: Prepared) -> Node:
    """Put a node of another type in the place of one: a page that now has pages below it."""
    parent, name = old.__parent__, old.__name__
    assert parent is not None  # noqa: S101  (the root is a container, and is never replaced)
    following = list(parent)[list(parent).index(name) + 1 :][:1]
    parent.remove(name)
    new = parent.add(name, _new(uid, prepared))
    if following and hasattr(parent.order, "place_before"):
        parent.reorder(name, following[0])
    return new


def _update(node: Node, prepared: Prepared) -> bool:
    fields = type(node).fields()
    changed = bool(
        node.update({name: value for name, value in prepared.values.items() if name in fields})
    )
    changed |= _store_bytes(node, prepared)
    changed |= _set_state(node, prepared)
    if changed:
        _set_bookkeeping(node, prepared)
    return changed


def _wanted_name(prepared: Prepared) -> str:
    try:
        return check_name(prepared.item.name or slug(prepared.item.title))
    except InvalidName:
        return slug(prepared.item.title)


def _store_bytes(node: Node, prepared: Prepared) -> bool:
    """Store the file of an item, unless the node has the same bytes already."""
    path = prepared.item.file
    if path is None:
        return False
    name, store = ("image", store_image) if "image" in type(node).fields() else ("file", store_file)
    present: Any = getattr(node, name, None)
    with path.open("rb") as stream:
        if present is not None and _same_bytes(
            present.blob, stream, path.stat().st_size == present.size
        ):
            return False
        stored: Any = store(stream, path.name)
    return bool(node.update({name: stored}))


def _same_bytes(blob: Any, stream: Any, same_size: bool) -> bool:  # noqa: FBT001
    if not same_size:
        return False
    with blob.open("r") as present:
        while chunk := stream.read(1 << 20):
            if chunk != present.read(len(chunk)):
                return False
    return True


def _set_state(node: Node, prepared: Prepared) -> bool:
    item = prepared.item
    wanted = (
        ("published", item.publish_at, item.expire_at) if item.published else ("draft", None, None)
    )
    if (node.state, node.publish_at, node.expire_at, node.listed) == (*wanted, item.listed):
        return False
    node.listed = item.listed
    if item.published:
        node.publish(item.publish_at, item.expire_at)
    else:
        node.retract()
    return True


def _set_bookkeeping(node: Node, prepared: Prepared) -> None:
    item = prepared.item
    created: datetime | None = item.created or item.publish_at
    if created:
        node.created = created
    if item.modified or created:
        node.modified = item.modified or created or node.modified
    node.creator = item.creator or node.creator
    node.language = item.language or node.language
