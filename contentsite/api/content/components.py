"""`@components`: where more about a node can be asked for; what `?expand=` names comes with it."""

from __future__ import annotations

from typing import Any

from webob.multidict import MultiDict

from contentsite.tree.node import Node
from contentsite.web.arguments import read_arguments
from contentsite.web.request import Request

from ..endpoint import Endpoint, components_of


def components(request: Request, address: str) -> dict[str, Any]:
    """Return where each component of the node at an address can be asked for."""
    return {name: {"@id": f"{address}/@{name}"} for name in components_of(request.registry)}


def expand(request: Request, node: Node, found: dict[str, Any], names: tuple[str, ...]) -> None:
    """Put components into what is answered of a node: those that are named, and may be asked for."""
    known = components_of(request.registry)
    for name in dict.fromkeys(part for each in names for part in each.split(",")):
        declared = known.get(name)
        if declared is not None and _is_for(request, node, declared):
            arguments = read_arguments(declared.signature.query, _query(request, name))
            found["@components"][name] = declared.function(node, request, **arguments)


def _is_for(request: Request, node: Node, declared: Endpoint) -> bool:
    may_ask = request.has_permission(declared.permission, node)
    return isinstance(node, declared.signature.context) and bool(may_ask)


def _query(request: Request, name: str) -> Any:
    """Return what the query says for a component: `expand.navigation.depth=2`."""
    prefix = f"expand.{name}."
    return MultiDict(
        (key.removeprefix(prefix), value)
        for key, value in request.GET.items()
        if key.startswith(prefix)
    )
