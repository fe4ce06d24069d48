"""How many nodes there are below one: containers are read, what they hold is counted."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from ZODB.broken import Broken

from .container import Container
from .missing import state_of


class Extent(NamedTuple):
    """How many nodes something is about, and whether there are more than were counted."""

    number: int
    is_more: bool


FOLDERS: Final = 1_000
"""So many containers are read."""


def extent_of(top: Any, most: int) -> Extent:
    """Return how many nodes a subtree has, itself included; of a larger one no more than `most`.

    A node that is not loaded tells its class: so nothing is read but containers.
    """
    number, read, waiting = 1, 0, [top]
    while waiting and number <= most and read < FOLDERS:
        read += 1
        for child in (state_of(waiting.pop()).get("_children") or {}).values():
            number += 1
            if isinstance(child, (Container, Broken)):
                waiting.append(child)
    return Extent(min(number, most), bool(waiting) or number > most)
