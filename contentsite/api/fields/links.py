"""Fields that lead to other nodes: shown as nodes in short, taken by uid, path or address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NotRequired

from pydantic import with_config
from typing_extensions import TypedDict

from contentsite.schema.spec import FieldSpec
from contentsite.tree.node import Node
from contentsite.web.addressed import node_at, parts_of
from contentsite.web.request import Request
from contentsite.web.visible import seen

from ..shape import Summary, summary, url

_UID = "uid:"
_DIGITS = frozenset("0123456789abcdef")

GivenNode = TypedDict("GivenNode", {"@id": NotRequired[str], "UID": NotRequired[str]})
# what else was shown of a node is not looked at, also inside of what allows nothing more
with_config(extra="ignore")(GivenNode)
Named = str | GivenNode
"""A node by its uid, its path or its address; or an object that has one of these."""


def show_reference(request: Request, _node: Node, _spec: FieldSpec, value: Any) -> Summary | None:
    """Show a node in short; None for none, and for one that the one who asks may not see."""
    found = seen(request, value) if value else None
    return summary(request, found) if found else None


def show_references(
    request: Request, _node: Node, _spec: FieldSpec, value: Iterable[str]
) -> list[Summary]:
    """Show nodes in short, without those that the one who asks may not see."""
    found = (seen(request, uid) for uid in value)
    return [summary(request, each) for each in found if each is not None]


def show_href(request: Request, _node: Node, _spec: FieldSpec, value: str) -> str:
    """Show where a link leads; one that is kept by identity as the address of its node."""
    if not value.startswith(_UID):
        return value
    found = seen(request, value[len(_UID) :][:32])
    return url(request, found) + value[len(_UID) + 32 :] if found else ""


def take_reference(request: Request, _spec: FieldSpec, given: Any) -> str:
    """Return the uid of the node that is named. Raises ValueError."""
    return named(request, given).uid


def take_references(request: Request, _spec: FieldSpec, given: Iterable[Any]) -> tuple[str, ...]:
    """Return the uids of the nodes that are named. Raises ValueError."""
    return tuple(named(request, each).uid for each in given)


def take_href(request: Request, _spec: FieldSpec, given: str) -> str:
    """Return a link; one to a node of this site is kept by identity."""
    parts = parts_of(given)
    if parts is None or parts.query or "@@" in given or not given.startswith(("/", request.origin)):
        return given
    found = node_at(request, given)
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return given if found is None else f"{_UID}{found.uid}{fragment}"


def named(request: Request, given: Any) -> Node:
    """Return the node that a program names. Raises ValueError where there is none that may be seen."""
    name = given if isinstance(given, str) else given.get("UID") or given.get("@id") or ""
    is_uid = len(name) == 32 and _DIGITS.issuperset(name)
    found = seen(request, name) if is_uid else node_at(request, name) if name else None
    if found is None:
        raise ValueError(f"there is nothing at {name[:200]!r} that you may see")
    return found
