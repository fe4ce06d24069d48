"""Where a child stands in its container, noted so that it can be put there again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from .order import ManualOrder

if TYPE_CHECKING:
    from .container import Container


class Place(NamedTuple):
    """A place in a container. While its order has the keys of `order`, `key` is the place, whatever else moves."""

    parent: str
    """The uid of the container."""
    name: str
    order: Any
    key: Any
    before: str | None
    """The name of the sibling that it stood before; None at the end."""


def place_in(parent: Container, name: str) -> Place:
    """Return where the child of a name stands in a container; KeyError where there is none."""
    key = parent.order.key(name)
    following = next(parent.rows(key), None)
    return Place(parent.uid, name, parent.order, key, following[1].name if following else None)


def put_in_place(parent: Container, name: str, place: Any) -> None:
    """Give a child the position among its siblings that was noted, as far as people order them.

    `place` has the attributes `order`, `key` and `before` of a `Place`.
    """
    if not isinstance(parent.order, ManualOrder):
        return
    if parent.order.has_keys_of(place.order):
        parent.order.place_at(name, place.key)
    elif place.before is not None and place.before in parent:
        parent.order.place_before(name, place.before)
