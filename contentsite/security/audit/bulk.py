"""Bulk changes: one entry for all of them, in each of their transactions as true as what is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from contentsite.tree.root import Root

from .entry import Key
from .log import log_of
from .recorder import quiet, record

Progress = Callable[[int, str], None]


@contextmanager
def recorded_once(site: Root, action: str, node: Any) -> Iterator[Progress]:
    """Record what happens to the tree inside, in any number of transactions, as one entry of a node.

    Call what is given before each commit, with how many nodes were changed so far and what to say of
    them: so a run that was killed has an entry that tells how far it came. One that changed nothing
    has none.
    """
    key: Key | None = None

    def tell(number: int, detail: str) -> None:
        nonlocal key
        entry = None if key is None else log_of(site).get(key)
        if key is not None and entry is not None:
            log_of(site).replace(key, entry._replace(number=number, detail=detail))
        elif number:
            key = record(site, action, node, detail=detail, number=number)

    with quiet():
        yield tell
