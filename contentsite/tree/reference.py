"""Who refers to whom: fields hold the uids of other nodes, and prose has links by uid."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from pydantic_core import InitErrorDetails

from contentsite.schema.blocks import Place, values_in
from contentsite.schema.change import objection

from .walk import nodes_in

if TYPE_CHECKING:
    from contentsite.schema.spec import FieldSpec

    from .node import Node

LINK: Final = re.compile(r"(?<=uid:)[0-9a-f]{32}")
"""The uid of a link in prose or in an address."""


def references(kind: str, value: Any) -> tuple[str, ...]:
    """Return the uids that a field value of this kind refers to."""
    if not value:
        return ()
    if kind == "reference":
        return (value,)
    if kind == "references":
        return tuple(value)
    return tuple(LINK.findall(value)) if kind in _LINKING else ()


_LINKING: Final = frozenset({"rich_text", "markdown", "href"})


def references_in(spec: FieldSpec, value: Any) -> Iterator[tuple[Place, FieldSpec, str]]:
    """Yield place, field and uid of each node that a field refers to, also in its blocks."""
    for place, inner, held in values_in(spec, value):
        for uid in references(inner.kind, held):
            yield place, inner, uid


def references_of(node: Node) -> Iterator[tuple[str, str]]:
    """Yield field and uid for each node that this one refers to."""
    for name, spec in type(node).fields().items():
        for _place, _inner, uid in references_in(spec, getattr(node, name)):
            yield name, uid


def referrers(top: Node, uid: str) -> Iterator[tuple[Node, str]]:
    """Yield each node below the top that refers to a uid, and the field. Reads all of them."""
    for node in nodes_in(top):
        for name, found in references_of(node):
            if found == uid:
                yield node, name


def misfits(
    fields: Mapping[str, FieldSpec], values: Mapping[str, Any], find: Callable[[str], Node | None]
) -> Iterator[InitErrorDetails]:
    """Yield an error for each value that refers to a node of a type that its field does not want."""
    for name, value in values.items():
        for place, spec, uid in references_in(fields[name], value):
            target = find(uid) if spec.of else None
            if target is not None and not is_of(target, spec.of):
                yield objection(place, f"{target.title!r} is no {' or '.join(spec.of)}", value)


def is_of(node: Node, types: tuple[str, ...]) -> bool:
    """Tell whether a node is of one of these types, named by class, or of one derived from it."""
    return any(cls.__name__ in types for cls in type(node).__mro__)
