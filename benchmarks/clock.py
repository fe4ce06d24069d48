"""Timing on a machine that is busy with other things: CPU time, in turn, the smallest counts."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from contentsite.storage.collector import settle

Call = Callable[[], object]

WARM_UP = 5


@contextmanager
def frozen() -> Iterator[None]:
    """Leave what stands now out of garbage collection, and collect as seldom, as a server does after its start.

    The collector stays on: what requests leave behind is part of what they cost.
    """
    before = gc.get_threshold()
    settle()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)


def fastest(calls: Mapping[str, Call], rounds: int, repeat: int) -> dict[str, float]:
    """Return the CPU seconds of one call of each: the minimum over rounds A B C A B C ..."""
    for call in calls.values():
        for _ in range(WARM_UP):
            call()
    best = dict.fromkeys(calls, float("inf"))
    with frozen():
        for _ in range(rounds):
            for name, call in calls.items():
                best[name] = min(best[name], _timed(call, repeat) / repeat)
    return best


def fastest_after(before: Call, calls: Mapping[str, Call], rounds: int) -> dict[str, float]:
    """Return the same of single calls, before each of which something is done that is not timed."""
    best = dict.fromkeys(calls, float("inf"))
    with frozen():
        for _ in range(rounds):
            for name, call in calls.items():
                before()
                best[name] = min(best[name], _timed(call, 1))
    return best


def cpu_seconds(call: Call) -> float:
    """Return the CPU seconds of one call."""
    return _timed(call, 1)


def _timed(call: Call, repeat: int) -> float:
    begun = time.process_time()
    for _ in range(repeat):
        call()
    return time.process_time() - begun
