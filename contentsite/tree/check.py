"""Checking that a tree is whole: parents, names, uids, order, rows, references, fields, trash."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from pydantic import ValidationError
from ZODB.POSException import POSKeyError

from contentsite.schema.spec import FieldSpec

from .container import Container
from .missing import class_of, uid_of
from .node import Node
from .reference import is_of, references_in
from .root import Root
from .stray import strays
from .walk import Named, Step, contents, walk


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the tree that does not agree: at which path, and what."""

    path: str
    problem: str


def check_tree(root: Root) -> Iterator[Fault]:
    """Yield each fault of a site's tree. Reads all of it, in bounded memory but for the uids."""
    seen: set[str] = set()
    for path, problem in strays(root.trash):
        yield Fault(f"in the trash, once {path}" if path else "/", problem)
    for place in places(root):
        for step in walk(place.top, readable):
            for problem in _faults(root, place, step, seen):
                yield Fault(place.above + step.path, problem)
    for uid in root.uids():
        if uid not in seen:
            yield Fault("/", f"the uid index has {uid}, which no node of the tree has")


class Place(NamedTuple):
    """What is walked: the tree, or something in the trash."""

    top: Any
    holder: Any
    above: str
    """What paths below it begin with."""
    is_going: bool


def places(root: Root) -> Iterator[Place]:
    """Yield what has nodes: the tree, and each item of the trash."""
    yield Place(root, None, "", is_going=False)
    for item in root.trash.items():
        try:
            node = item.node
        except POSKeyError:
            # told as a stray
            continue
        yield Place(node, item, f"in the trash, once {item.path}: ", item.is_going)


def readable(node: Any) -> Named | None:
    """Return the names and children of a container as far as their records are there."""
    try:
        named = contents(node)
    except POSKeyError:
        return None
    return None if named is None else _until_missing(named)


def placed(root: Root, place: Place, step: Step) -> Iterator[str]:
    """Yield what a node, its container and the index do not agree about."""
    node, parent = step.node, step.parent if step.trail else place.holder
    if step.trail and node.__name__ != step.trail[-1]:
        yield f"it calls itself {node.__name__!r}"
    if node.__parent__ is not parent:
        yield "its parent is not the container that holds it"
    # what is being deleted for good leaves the index first
    if root.uids().get(node.uid) is not node and not place.is_going:
        yield f"its uid {node.uid} is not in the index"


def listed(step: Step) -> Iterator[str]:
    """Yield whether the row of a node, the values of which are valid, is not what it should be."""
    parent = step.parent
    if isinstance(parent, Container) and not parent.lists(step.trail[-1], step.node):
        yield "its row in the listing is out of date"


_BOOKKEEPING: Final = ("created", "modified", "uid", "state")


def invalid(node: Node) -> Iterator[tuple[str, str]]:
    """Yield field and reason for each value that its field would not take, or that is not there."""
    for name in _BOOKKEEPING:
        if getattr(node, name, None) is None:
            yield name, "is not there; the data were written by another version"
    for name, spec in type(node).fields().items():
        try:
            value = getattr(node, name)
        except POSKeyError:
            yield name, "its text cannot be read: the record is missing"
        else:
            yield from ((name, reason) for reason in refused(spec, value))


def refused(spec: FieldSpec, value: Any) -> Iterator[str]:
    """Yield the reason where a field would not take a value."""
    try:
        spec.adapter.validate_python(value)
    except ValidationError as error:
        yield error.errors()[0]["msg"]


def dangling(root: Root, spec: FieldSpec, value: Any) -> Iterator[str]:
    """Yield where a value that its field takes refers to what does not exist or is of another type."""
    for place, inner, uid in references_in(spec, value):
        target, where = root.find(uid), ".".join(map(str, place))
        if uid not in root.uids():
            yield f"{where}: refers to {uid}, which does not exist"
        elif target is not None and inner.of and not is_of(target, inner.of):
            yield f"{where}: refers to {uid}, which is no {' or '.join(inner.of)}"


def ordered(container: Container) -> Iterator[str]:
    """Yield what a container's children, their order and their number do not agree about."""
    held, listed = set(container._children), list(container)
    if len(listed) != len(held) or held.symmetric_difference(listed):
        yield "its order and its children do not agree"
    if len(container) != len(held):
        yield f"it counts {len(container)} children but has {len(held)}"


def _until_missing(named: Named) -> Named:
    try:
        yield from named
    except POSKeyError:
        # the container itself is checked, too, and then told
        return


def _faults(root: Root, place: Place, step: Step, seen: set[str]) -> Iterator[str]:
    try:
        uid = uid_of(step.node)
    except POSKeyError:
        yield "it cannot be read: its record is missing"
        return
    if uid in seen:
        yield f"its uid {uid} is used twice"
    seen.add(uid)
    if not isinstance(step.node, Node):
        yield f"its class {class_of(step.node)} is not installed"
        return
    yield from placed(root, place, step)
    wrong = dict(invalid(step.node))
    yield from (f"{name}: {reason}" for name, reason in wrong.items())
    yield from () if wrong else listed(step)
    for name, spec in type(step.node).fields().items():
        yield from () if name in wrong else dangling(root, spec, getattr(step.node, name))
    if isinstance(step.node, Container):
        yield from _container_faults(step.node)


def _container_faults(container: Container) -> Iterator[str]:
    try:
        container._children._check()
        container.order.check()
        yield from ordered(container)
    except AssertionError as error:
        yield f"the BTrees that hold its children are damaged: {error}"
    except POSKeyError as error:
        yield f"some of its children cannot be read: the record {error} is missing"
