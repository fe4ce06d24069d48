"""What a listing shows of a node, kept with its parent's order.

Stored as a plain tuple: a class there would break conflict resolution on a storage server that does
not have this package. Whether a row is visible is decided when it is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .window import is_live

if TYPE_CHECKING:
    from .node import Node

VERSION: Final = 1
SUMMARY: Final = 160


class Row(NamedTuple):
    """One row of a listing: what is known of a child without loading it."""

    version: int
    name: str
    title: str
    description: str
    type: str
    state: str
    publish_at: datetime | None
    expire_at: datetime | None
    has_acl: bool
    listed: bool
    extra: tuple[tuple[str, Any], ...]
    """Name and value of each `Listed()` field that has a value."""

    def is_live(self, now: datetime) -> bool:
        """Tell whether visitors see the node, if they see its parent."""
        return is_live(self.state, self.publish_at, self.expire_at, now)


def row_of(node: Node) -> tuple[Any, ...]:
    """Make the row of a node from its present values."""
    return (
        VERSION,
        node.__name__,
        node.title,
        shortened(node.summary(), SUMMARY),
        type(node).__name__,
        node.state,
        node.publish_at,
        node.expire_at,
        node.acl is not None,
        node.listed,
        tuple(_listed(node)),
    )


def _listed(node: Node) -> Iterator[tuple[str, Any]]:
    """Yield name and value of each `Listed()` field that has a value: most rows then have none to keep."""
    cls: Any = type(node)
    for name in _listed_fields(cls):
        if (value := getattr(node, name)) not in (None, "", ()):
            yield name, value


@cache
def _listed_fields(cls: type[Any]) -> tuple[str, ...]:
    return tuple(name for name, spec in cls.fields().items() if spec.listed)


def shortened(text: str, limit: int) -> str:
    """Return the text in at most `limit` characters, cut at the end of a word and marked by an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    head = cut.rsplit(" ", 1)[0] if text[limit - 1] != " " else cut
    return head.rstrip(" ,;:.-–—") + "…"
