"""The cyclic garbage collector, kept from emptying what is still in use.

A connection's cache does not count its references to ghosts, objects whose state is not loaded. So
the collector takes a ghost for garbage that only a garbage cycle refers to, such as the traceback of
a request that failed. Clearing that cycle can run code, or let another thread run, that gets the very
ghost from the cache, loads it and changes it; then the collector clears it, and the commit stores a
BTree bucket that is empty. While a collection runs, all that is cached is therefore held.
"""

from __future__ import annotations

import gc
import linecache
from collections.abc import Iterator
from itertools import chain
from operator import attrgetter, call, methodcaller
from typing import Any, Final
from weakref import WeakSet

AFTER: Final = (20_000, 10, 10)
"""Python's thresholds: a collection looks at all caches, so there are fewer than by default."""

_DEFAULT: Final = 700, 2_000
"""The first threshold of Python 3.11, and of 3.12 and later: nobody has chosen another."""
_watched: Final[WeakSet[Any]] = WeakSet()
_held: Final[list[Any]] = []
_references: Final = attrgetter("all.data")
_cache: Final = attrgetter("_cache")
_items: Final = methodcaller("items")


def watch(db: Any) -> None:
    """Hold what the connections of a ZODB database have cached, whenever garbage is collected; and collect seldom."""
    _watched.add(db)
    if gc.get_threshold()[0] in _DEFAULT:
        gc.set_threshold(*AFTER)
    if _hold not in gc.callbacks:
        gc.callbacks.append(_hold)


def settle() -> None:
    """Call this once, when a process that serves has started: what lives as long as it is not looked at again.

    The lines of source that pydantic and Pyramid have read on the way are let go of: nobody needs them until
    a traceback does, which reads them anew.
    """
    linecache.clearcache()
    gc.collect()
    gc.freeze()


def _hold(phase: str, _info: Any) -> None:
    """Be called by the collector: at its start with the other threads still running, unless in C."""
    if phase == "stop":
        _held.clear()
        return
    pools = tuple(_pools())
    # from here on all is done in C, so that no other thread fills a cache that was looked at already
    references = chain.from_iterable(map(_references, pools))
    _held[:] = map(list, map(_items, map(_cache, filter(None, map(call, references)))))


def _pools() -> Iterator[Any]:
    """Yield what knows of all connections, those that are open and those that wait to be opened again."""
    for db in tuple(_watched):
        yield db.pool
        yield from tuple(db.historical_pool.pools.values())
