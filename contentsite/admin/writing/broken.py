"""Links that lead nowhere: to what is in the trash, or is gone for good. Visitors get words without a link there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from contentsite.editing.in_trash import sees
from contentsite.tree.node import Node
from contentsite.tree.reference import references_of
from contentsite.tree.trash import item_of
from contentsite.web.request import Request

SHOWN: Final = 20


class Broken(NamedTuple):
    """A link of a node that leads nowhere."""

    label: str
    """What the field is called."""
    title: str
    """What was deleted, "" where it is gone, or not for the eyes of the one who asks."""
    is_in_trash: bool


def broken(request: Request, node: Node) -> tuple[Broken, ...]:
    """Return the links in the fields of a node that lead nowhere, at most 20."""
    found = dict.fromkeys(_found(request, node))
    return tuple(found)[:SHOWN]


def _found(request: Request, node: Node) -> Iterator[Broken]:
    for name, uid in references_of(node):
        target: Any = request.site.uids().get(uid)
        label = type(node).fields()[name].label
        if target is None:
            yield Broken(label, "", is_in_trash=False)
        elif isinstance(target, Node) and (item := item_of(target)) is not None:
            title = target.title if sees(request, item) else ""
            yield Broken(label, title, is_in_trash=True)
