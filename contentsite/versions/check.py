"""Checking what nodes keep besides themselves: their versions and their working copies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ZODB.POSException import POSKeyError

from contentsite.schema.long import plain
from contentsite.tree.check import Fault, dangling, places, readable, refused
from contentsite.tree.node import Node
from contentsite.tree.root import Root
from contentsite.tree.walk import CACHE_STEP, shrink_cache, walk
from contentsite.tree.window import PUBLISHED as LIVE

from .version import History, Version
from .working import Working

UNREADABLE = "cannot be read: a record is missing"


def check_versions(root: Root) -> Iterator[Fault]:
    """Yield each fault of the versions and working copies of a site, of what is in the trash, too. Reads all."""
    for path, node in versioned(root):
        try:
            for problem in _faults(root, node):
                yield Fault(path, problem)
        except POSKeyError as error:
            yield Fault(path, f"its versions cannot be read: the record {error} is missing")


def versioned(root: Root) -> Iterator[tuple[str, Node]]:
    """Yield path and node of all that have versions or a working copy, as far as they can be read."""
    for place in places(root):
        for step in walk(place.top, readable):
            if isinstance(step.node, Node) and _has_any(step.node):
                yield place.above + step.path, step.node


def of_version(number: int, version: Any) -> Iterator[str]:
    """Yield what is wrong with what a history has under a number."""
    try:
        # also what it shares with others
        values = version.values if isinstance(version, Version) else None
    except POSKeyError:
        values = None
    if values is None:
        yield UNREADABLE
        return
    if version.number != number:
        yield f"calls itself version {version.number}"
    if not 0 <= version.live <= number:
        yield f"says that version {version.live} was the published one"


def of_working(node: Node) -> Iterator[str]:
    """Yield why a node should have no working copy, or one of another make."""
    if node.state != LIVE:
        yield "it has unpublished changes although it is not published"
    if not node._history:
        yield "it has unpublished changes, but no version"
    elif node._working.base > node._history.maxKey():
        yield f"its changes were begun from version {node._working.base}, which there is not"


def _has_any(node: Node) -> bool:
    try:
        return node._history is not None or node._working is not None
    except POSKeyError:
        # told by the check of the tree
        return False


def _faults(root: Root, node: Node) -> Iterator[str]:
    if node._history is not None:
        yield from _history_faults(node._history)
    if node._working is not None:
        yield from of_working(node)
        yield from _value_faults(root, node, node._working)


def _history_faults(history: History) -> Iterator[str]:
    try:
        history._check()
    except AssertionError as error:
        yield f"the BTree of its versions is damaged: {error}"
        return
    if not history:
        yield "its history is empty"
    for count, (number, version) in enumerate(history.items(), start=1):
        yield from (f"version {number} {problem}" for problem in of_version(number, version))
        if count % CACHE_STEP == 0:
            shrink_cache(history)


def _value_faults(root: Root, node: Node, working: Working) -> Iterator[str]:
    """Yield what of the changes could not be published; what the type has no field for is left out then."""
    fields = type(node).fields()
    for name, value in working.stored.items():
        # as the field gives it, whatever holds the text
        reasons = [*refused(fields[name], plain(value))] if name in fields else []
        yield from (f"unpublished {name}: {reason}" for reason in reasons)
        if name in fields and not reasons:
            found = dangling(root, fields[name], plain(value))
            yield from (f"unpublished {problem}" for problem in found)
