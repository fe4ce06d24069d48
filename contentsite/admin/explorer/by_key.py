"""A part of a folder in its own order: addressed by key, as quick in the middle of 100,000 as at the start."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any, Final, NamedTuple

from contentsite.declaration import types_of
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.tree.order import Raw
from contentsite.web.place import key_of, token_of
from contentsite.web.request import Request
from contentsite.web.visible import viewable_in

SCAN: Final = 500
"""So many rows are looked at for one page: where little of a folder may be viewed, pages are shorter, not slower."""


class Batch(NamedTuple):
    """Some children in order, and the tokens of the keys before and after which there is more, "" for no more."""

    nodes: tuple[Node, ...]
    before: str
    after: str


def batch_of(
    request: Request, folder: Container, size: int, after: str = "", before: str = ""
) -> Batch:
    """Return the children behind a key or before one; a token that cannot be read is the start."""
    low, high = _key(folder, after), _key(folder, before)
    rows = folder.order.rows(low) if high is None else folder.order.rows_before(high)
    looked = list(islice(rows, SCAN + 1))
    names, used = _seen(request, folder, looked, size)
    ends = names or [raw[1] for _key, raw in looked[:used]]
    first, last = (
        [token_of(folder, ends[end], is_seen=bool(names)) for end in (0, -1)]
        if ends
        else (after, before)
    )
    rest = last if len(looked) > used else ""
    if high is not None:
        names.reverse()
    nodes = tuple(folder[name] for name in names)
    return Batch(nodes, first if low else "", rest) if high is None else Batch(nodes, rest, first)


def _seen(
    request: Request, folder: Container, looked: Sequence[tuple[Any, Raw]], size: int
) -> tuple[list[str], int]:
    """Return the names of rows that may be viewed, as many as a page has, and how many rows that took."""
    types, sees = types_of(request.registry), viewable_in(request, folder)
    names: list[str] = []
    for number, (_key, raw) in enumerate(islice(looked, SCAN), start=1):
        info = types.of(raw[4])
        if info is not None and sees(raw, info.workflow):
            names.append(raw[1])
            if len(names) == size:
                return names, number
    return names, min(len(looked), SCAN)


def _key(folder: Container, token: str) -> Any:
    try:
        return key_of(folder, token) if token else None
    except ValueError:
        return None
