"""Checking that a tree is whole: parents, names, uids, order, references, fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from .container import Container
from .node import Located, Node
from .root import Root
from .row import row_of
from .walk import Step, walk

_LINK = re.compile(r"uid:([0-9a-f]{32})")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the tree that does not agree: at which path, and what."""

    path: str
    problem: str


def check_tree(root: Root) -> Iterator[Fault]:
    """Yield each fault of a site's tree. Reads all of it, in bounded memory but for the uids (32 bytes a node)."""
    seen: set[bytes] = set()
    for step in walk(root):
        for problem in _faults(root, step, seen):
            yield Fault(step.path, problem)
    for uid in root.uids():
        if bytes.fromhex(uid) not in seen and isinstance(root.find(uid), Located):
            yield Fault("/", f"the uid index has {uid}, which no node of the tree has")


def repair(root: Root) -> Iterator[Fault]:
    """Mend what can be derived: parents, names, rows and the uid index; yield what was mended.

    Such faults come from a class that was away while its nodes were moved.
    """
    places = [
        (step.path, step.parent, step.trail[-1], step.node) for step in walk(root) if step.trail
    ]
    for path, parent, name, node in places:
        if not isinstance(node, Node):
            continue
        if (node.__parent__, node.__name__) != (parent, name):
            node.__parent__, node.__name__ = parent, name
            yield Fault(path, "its parent and name were set to where it stands")
        if root.find(node.uid) is None:
            root.uids().put(node.uid, node)
            yield Fault(path, "its uid was entered in the index")
        if tuple(parent.row(name)) != row_of(node):
            node.refresh()
            yield Fault(path, "its row in the listing was written anew")


def _faults(root: Root, step: Step, seen: set[bytes]) -> Iterator[str]:
    node = step.node
    if not isinstance(node, Located):
        yield f"its class {_class_name(node)} is not installed"
        return
    key = bytes.fromhex(node.uid)
    if key in seen:
        yield f"its uid {node.uid} is used twice"
    seen.add(key)
    yield from _place_faults(root, step)
    yield from _field_faults(root, node)
    if isinstance(node, Container):
        yield from _order_faults(node)


def _place_faults(root: Root, step: Step) -> Iterator[str]:
    if step.trail and step.node.__name__ != step.trail[-1]:
        yield f"it calls itself {step.node.__name__!r}"
    if step.node.__parent__ is not step.parent:
        yield "its parent is not the container that holds it"
    if root.find(step.node.uid) is not step.node:
        yield f"its uid {step.node.uid} is not in the index"


def _field_faults(root: Root, node: Node) -> Iterator[str]:
    for name, spec in type(node).fields().items():
        value = getattr(node, name, None)
        try:
            spec.adapter.validate_python(value)
        except ValidationError as error:
            yield f"{name}: {error.errors()[0]['msg']}"
        for uid in references(spec.kind, value):
            if uid not in root.uids():
                yield f"{name}: refers to {uid}, which does not exist"


def references(kind: str, value: Any) -> tuple[str, ...]:
    """Return the uids that a field value of this kind refers to."""
    if not value:
        return ()
    if kind == "reference":
        return (value,)
    if kind == "references":
        return tuple(value)
    return tuple(_LINK.findall(value)) if kind in ("rich_text", "markdown", "href") else ()


def _order_faults(container: Container) -> Iterator[str]:
    listed = list(container)
    held = set(container._children)
    if set(listed) != held or len(listed) != len(held):
        yield "its order and its children do not agree"
    if len(container) != len(held):
        yield f"it counts {len(container)} children but has {len(held)}"
    for name in held.intersection(listed):
        child = container._children[name]
        if isinstance(child, Node) and tuple(container.row(name)) != row_of(child):
            yield f"its listing of {name!r} is out of date"


def _class_name(node: Any) -> str:
    return f"{type(node).__module__}.{type(node).__qualname__}"
