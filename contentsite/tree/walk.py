"""Walking a subtree without recursion: trees may be thousands of levels deep."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from .node import Located

if TYPE_CHECKING:
    from .node import Node

CACHE_STEP = 1_000
"""After so many nodes the connection's cache is asked to shrink to its size."""


class Step(NamedTuple):
    """One object met on a walk: what it is, what holds it, and the names that lead to it."""

    trail: list[str]
    """The names below the top. The walk's own list: it holds until the next step."""
    parent: Any
    node: Any

    @property
    def path(self) -> str:
        """The address below the top, "/" for the top itself."""
        return "/" + "/".join(self.trail)


def walk(top: Any) -> Iterator[Step]:
    """Yield a step for the top and for all below it, parents first, in order.

    What is stored under a class that is not installed any more comes too: it is no Node. The tree
    must not be changed meanwhile; a caller that changes it makes a list first.
    """
    trail: list[str] = []
    yield Step(trail, None, top)
    above = [top] if _holds(top) else []
    names = [iter(above[0])] if above else []
    for count in itertools.count(1):
        while names and (name := next(names[-1], None)) is None:
            names.pop()
            above.pop()
        if not names:
            return
        del trail[len(names) - 1 :]
        trail.append(name)
        node = above[-1][name]
        yield Step(trail, above[-1], node)
        if _holds(node):
            above.append(node)
            names.append(iter(node))
        if count % CACHE_STEP == 0 and (jar := getattr(top, "_p_jar", None)) is not None:
            jar.cacheGC()


def nodes_in(top: Any) -> Iterator[Node]:
    """Yield the nodes of a subtree, parents first, without what has no class any more."""
    return (step.node for step in walk(top) if isinstance(step.node, Located))


def _holds(node: Any) -> bool:
    return isinstance(node, Located) and hasattr(node, "_children")
