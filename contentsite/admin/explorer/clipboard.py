"""What somebody has cut or copied, until he pastes it elsewhere: kept in the `work` database for a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final, NamedTuple

from BTrees.OOBTree import OOBTree

from contentsite.storage.connection import part_of
from contentsite.tree.node import Node
from contentsite.web.request import Request

CUT: Final = "cut"
COPY: Final = "copy"
KEPT: Final = timedelta(days=1)


class Clipped(NamedTuple):
    """A node on the clipboard, and what it was called then: it may be gone when it is pasted."""

    uid: str
    title: str


class Clip(NamedTuple):
    """What is on the clipboard."""

    kind: str
    """CUT or COPY."""
    nodes: tuple[Clipped, ...]


def clip_of(request: Request) -> Clip | None:
    """Return what the one who asks has on his clipboard, None for nothing."""
    raw = _clips(request).get(request.who.uid)
    if raw is None or abs(request.now.timestamp() - raw[1]) > KEPT.total_seconds():
        return None
    return Clip(raw[0], tuple(Clipped(*each) for each in raw[2]))


def put(request: Request, kind: str, nodes: Iterable[Node]) -> None:
    """Put nodes on the clipboard, in the place of what was there."""
    found = tuple((node.uid, node.title) for node in nodes)
    _clips(request)[request.who.uid] = (kind, request.now.timestamp(), found)


def clear(request: Request) -> None:
    """Take everything off the clipboard."""
    _clips(request).pop(request.who.uid, None)


def _clips(request: Request) -> Any:
    return part_of(request.work, "clips", OOBTree)
