"""Mending what can be derived of versions and working copies."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError
from ZODB.POSException import POSKeyError

from contentsite.tree.check import Fault
from contentsite.tree.node import Node
from contentsite.tree.root import Root

from .check import UNREADABLE, of_version, of_working, versioned
from .history import catch_up, is_live
from .working import settle


def repair_versions(root: Root) -> Iterator[Fault]:
    """Mend the versions and working copies of a site; yield what was mended."""
    for path, node in [*versioned(root)]:
        try:
            for mended in (*_history(node), *_working(node)):
                yield Fault(path, mended)
        except (POSKeyError, ValidationError):
            # a tree of versions in which records are missing, or values that no field takes: left to people
            continue


def _history(node: Node) -> Iterator[str]:
    history = node._history
    if history is None:
        return
    for number, version in [*history.items()]:
        problems = [*of_version(number, version)]
        if UNREADABLE in problems:
            del history[number]
            yield f"version {number}, which could not be read, was taken out"
        elif problems:
            is_newest = number == history.maxKey()
            version.number, version.live = number, number if is_newest and is_live(node) else 0
            yield f"the numbers of version {number} were set"
    if not history:
        node._history = None
        yield "its history, which was empty, was taken out"


def _working(node: Node) -> Iterator[str]:
    if node._working is None or not any(of_working(node)):
        return
    if not node._history:
        catch_up(node)
        yield "a version was made of what it is like"
    if node._working.base > node._history.maxKey():
        node._working.base = 0
        yield "it was forgotten from which version its changes were begun"
    if any(of_working(node)):
        settle(node)
        yield "its changes became its values, since it is not published"
