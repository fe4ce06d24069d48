"""How work grows with what it is done on: counted in steps, which are the same on every machine."""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import process_time
from typing import Any

LINEAR = 2.3
"""Twice as much takes at most so many times the steps: quadratic work would take four times."""


def steps(act: Callable[[], object]) -> int:
    """Return how many calls and returns, of Python and of C, a function makes until it ends."""
    count = 0

    def step(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(step)
    try:
        act()
    finally:
        sys.setprofile(before)
    return count


def growth(act: Callable[[int], object], size: int) -> float:
    """Return how many times the steps a function takes on twice the size; what it loads once is not counted."""
    act(size)
    return steps(lambda: act(2 * size)) / steps(lambda: act(size))


def growth_in_time(act: Callable[[int], object], size: int) -> float:
    """Return how many times the processor time a function takes on four times the size, at the least.

    For tests that run long: it sees what steps do not show, such as a pattern that goes back and forth.
    """
    return min(_seconds(act, 4 * size) for _ in range(3)) / min(
        _seconds(act, size) for _ in range(3)
    )


def _seconds(act: Callable[[int], object], size: int) -> float:
    begun = process_time()
    act(size)
    return process_time() - begun
