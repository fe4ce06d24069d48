"""Blocks that were sent: each field taken as one of its kind; what comes back as it was shown stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic_core import InitErrorDetails

from contentsite.schema.blocks import Block, block_classes
from contentsite.schema.change import objection, refuse
from contentsite.schema.spec import FieldSpec
from contentsite.tree.node import Node
from contentsite.web.request import Request

from .hidden import hidden
from .kinds import kind_of, show_block


def take_blocks(
    request: Request, node: Node | None, spec: FieldSpec, given: list[dict[str, Any]]
) -> tuple[Any, ...]:
    """Return the blocks that were sent for a field of a node, None for a new one. Raises ValidationError.

    Those whose class is not installed are not shown, and stay, behind the others.
    """
    present: tuple[Any, ...] = getattr(node, spec.name) if node is not None else ()
    known = [each for each in present if isinstance(each, Block)]
    shown = [show_block(request, node, each) for each in known] if node is not None else []
    errors: list[InitErrorDetails] = []
    found: list[Any] = []
    for number, each in enumerate(given):
        if each in shown:
            found.append(known[shown.index(each)])
        else:
            near = _near(number, each["kind"], known)
            like = (known[near], shown[near]) if near is not None else None
            found.append(dict(_taken(request, number, each, like, errors)))
    refuse("blocks", errors)
    return (*found, *(each for each in present if not isinstance(each, Block)))


def _near(number: int, kind: str, known: list[Block]) -> int | None:
    """Return which block one that was changed was: that of its kind in its place, else the first one of it."""
    if number < len(known) and known[number].kind == kind:
        return number
    return next((place for place, each in enumerate(known) if each.kind == kind), None)


def _taken(
    request: Request,
    number: int,
    given: Mapping[str, Any],
    like: tuple[Block, Mapping[str, Any]] | None,
    errors: list[InitErrorDetails],
) -> Iterator[tuple[str, Any]]:
    """Yield the values of one block; `like` is what it was before, and how that was shown."""
    yield "kind", given["kind"]
    for name, spec in block_classes()[given["kind"]].fields().items():
        sent, kind = given.get(name), kind_of(spec)
        if sent is None:
            continue
        before = getattr(like[0], name) if like else ()
        if like and kind.by_asker and sent == like[1][name]:
            yield name, before
            continue
        try:
            value = sent if kind.take is None else kind.take(request, spec, sent)
        except ValueError as error:
            errors.append(objection((number, given["kind"], name), str(error), sent))
        else:
            yield name, (*value, *hidden(request, before)) if spec.kind == "references" else value
