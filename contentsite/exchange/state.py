"""What a node has besides its fields, taken from an item: bytes, publication, dates, language."""

from __future__ import annotations

from typing import Any

from contentsite.files.store import store_file, store_image
from contentsite.tree.node import Node

from .prepare import Prepared


def fill(node: Node, prepared: Prepared) -> None:
    """Give a new node, not yet in the tree, all that its item has besides field values."""
    _store_bytes(node, prepared)
    _set_state(node, prepared)
    _set_bookkeeping(node, prepared)
    _set_modified(node, prepared)


def refresh(node: Node, prepared: Prepared) -> bool:
    """Bring a node up to date with its item; tell whether anything was changed."""
    fields = type(node).fields()
    values = {name: value for name, value in prepared.values.items() if name in fields}
    done = [
        bool(node.update(values)),
        _store_bytes(node, prepared),
        _set_state(node, prepared),
        _set_bookkeeping(node, prepared),
    ]
    if any(done):
        _set_modified(node, prepared)
        node.refresh()
    return any(done)


def _store_bytes(node: Node, prepared: Prepared) -> bool:
    """Store the file of an item, unless the node has the same bytes already."""
    path = prepared.item.file
    if path is None:
        return False
    name, store = ("image", store_image) if "image" in type(node).fields() else ("file", store_file)
    present: Any = getattr(node, name, None)
    with path.open("rb") as stream:
        if present is not None and _same_bytes(present, stream, path.stat().st_size):
            return False
        stored: Any = store(stream, path.name)
    return bool(node.update({name: stored}))


def _same_bytes(stored: Any, stream: Any, size: int) -> bool:
    if size != stored.size:
        return False
    with stored.blob.open("r") as present:
        pieces = iter(lambda: stream.read(1 << 20), b"")
        return all(piece == present.read(len(piece)) for piece in pieces)


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


def _set_bookkeeping(node: Node, prepared: Prepared) -> bool:
    item = prepared.item
    wanted = {
        "created": item.created or item.publish_at,
        "creator": item.creator,
        "language": item.language,
    }
    changed = {n: v for n, v in wanted.items() if v and v != getattr(node, n)}
    for name, value in changed.items():
        setattr(node, name, value)
    return bool(changed)


def _set_modified(node: Node, prepared: Prepared) -> None:
    item = prepared.item
    node.modified = item.modified or item.created or item.publish_at or node.modified
