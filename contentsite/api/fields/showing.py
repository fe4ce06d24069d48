"""The fields of a node as they are shown."""

from __future__ import annotations

from functools import cache
from typing import Any

from contentsite.schema.spec import FieldSpec
from contentsite.tree.node import Node
from contentsite.web.request import Request

from .kinds import Show, kind_of


def show_fields(request: Request, node: Node, into: dict[str, Any]) -> None:
    """Put the values of all fields of a node into what is shown of it; what is there already stays."""
    cls: Any = type(node)
    for name, spec, show in _plan(cls):
        value = getattr(node, name)
        into.setdefault(name, value if show is None else show(request, node, spec, value))


def shown(request: Request, node: Node, spec: FieldSpec) -> Any:
    """Return the value of one field as it is shown."""
    show, value = kind_of(spec).show, getattr(node, spec.name)
    return value if show is None else show(request, node, spec, value)


@cache
def _plan(cls: type[Any]) -> tuple[tuple[str, FieldSpec, Show | None], ...]:
    return tuple((name, spec, kind_of(spec).show) for name, spec in cls.fields().items())
