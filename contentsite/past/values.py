"""Values of then as values of today: large ones are objects that are written once, and are the same ones still."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from persistent import Persistent

from contentsite.schema.long import held
from contentsite.tree.node import Node


def values_then(node: Node, connection: Any) -> dict[str, Any]:
    """Return the values of a node of then as they are stored, with the objects of a connection of today.

    A long text or a file that is the same today is the same object: neither is loaded or copied.
    """
    return {name: brought(held(node, name), connection) for name in type(node).fields()}


def brought(value: Any, connection: Any) -> Any:
    """Return a value with the objects of another connection in place of its own."""
    if isinstance(value, Persistent):
        return connection.get(value._p_oid)
    if isinstance(value, tuple):
        return tuple(brought(each, connection) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        own = {each.name: getattr(value, each.name) for each in fields(value)}
        new = {name: brought(each, connection) for name, each in own.items()}
        changed = {name: each for name, each in new.items() if each is not own[name]}
        return replace(value, **changed) if changed else value
    return value
