"""Walking a subtree without recursion: trees may be thousands of levels deep."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ZODB.broken import Broken

from .missing import state_of

if TYPE_CHECKING:
    from .node import Node

CACHE_STEP: Final = 1_000
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


Named = Iterator[tuple[str, Any]]


def contents(node: Any) -> Named | None:
    """Return the names and children of a container, in order; None for what is none.

    Also of one whose class is not installed. A name without a child is left out.
    """
    state = state_of(node)
    children, order = state.get("_children"), state.get("_order")
    if children is None or order is None:
        return None
    named = ((name, children.get(name)) for name in order.names())
    return ((name, child) for name, child in named if child is not None)


def walk(top: Any, look: Callable[[Any], Named | None] = contents) -> Iterator[Step]:
    """Yield a step for the top and for all below it, parents first, in order.

    What is stored under a class that is not installed any more comes too: it is no Node. The tree
    must not be changed meanwhile; a caller that changes it makes a list first. `look` says what a
    node holds.
    """
    trail: list[str] = []
    yield Step(trail, None, top)
    above = [(top, named)] if (named := look(top)) is not None else []
    for count in itertools.count(1):
        found = None
        while above and (found := next(above[-1][1], None)) is None:
            above.pop()
        if found is None:
            return
        name, node = found
        del trail[len(above) - 1 :]
        trail.append(name)
        yield Step(trail, above[-1][0], node)
        if (named := look(node)) is not None:
            above.append((node, named))
        if count % CACHE_STEP == 0:
            shrink_cache(top)


def nodes_in(top: Any) -> Iterator[Node]:
    """Yield the nodes of a subtree, parents first, without what has no class any more."""
    return (step.node for step in walk(top) if not isinstance(step.node, Broken))


def shrink_cache(stored: Any) -> None:
    """Let the connection of an object forget what was not used of late, but for what was changed."""
    if stored._p_jar is not None:
        stored._p_jar.cacheGC()
