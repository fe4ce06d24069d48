"""The place of a child among its siblings: `PATCH {"ordering": {"obj_id": ..., "delta": ...}}`."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from pyramid.httpexceptions import HTTPForbidden
from typing_extensions import TypedDict

from contentsite.security.role import DELETE
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.tree.order import ManualOrder
from contentsite.web.request import Request

from ..body import InvalidBody

FARTHEST = 1_000
"""So many places a child may be moved at once, but for the top and the bottom."""


class Ordering(TypedDict):
    """Where a child is to stand."""

    obj_id: str
    """Its name."""
    delta: Literal["top", "bottom"] | Annotated[int, Field(ge=-FARTHEST, le=FARTHEST)]
    """By how many places down; up where it is negative."""
    subset_ids: NotRequired[list[str]]
    """The names that the one who asks has seen, in their order: another order than the present one is refused."""


def reorder(folder: Node, request: Request, wanted: Ordering) -> None:
    """Put a child at another place. Raises InvalidBody and HTTPForbidden."""
    if not isinstance(folder, Container) or not isinstance(folder.order, ManualOrder):
        raise InvalidBody([("ordering", "this is not ordered by hand", "unfit")])
    if not request.has_permission(DELETE, folder):
        raise HTTPForbidden("An order is public at once, and you may not change it here.")
    name = wanted["obj_id"]
    if name not in folder:
        raise InvalidBody([("ordering.obj_id", "there is no such child", "unfit")])
    _check_subset(folder, wanted.get("subset_ids"))
    folder.reorder(name, _before(folder, name, wanted["delta"]))


def _check_subset(folder: Container, names: list[str] | None) -> None:
    known = [folder.order.key(name) for name in names or () if name in folder]
    if len(known) < len(names or ()) or known != sorted(known):
        raise InvalidBody([("ordering.subset_ids", "they stand in another order now", "unfit")])


def _before(folder: Container, name: str, delta: int | str) -> str | None:
    """Return the name of the child that this one shall stand before; None for the end."""
    order = folder.order
    if delta == "top":
        return next(iter(folder))
    if delta == "bottom":
        return None
    steps, key = int(delta), order.key(name)
    if steps < 0:
        above = [raw[1] for _key, raw in islice(order.rows_before(key), -steps)]
        return above[-1] if above else name
    below = [raw[1] for _key, raw in islice(order.rows(key), steps + 1)]
    return below[steps] if len(below) > steps else None
