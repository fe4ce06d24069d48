"""Comparing two versions of a node, or a version with what there is: field by field, prose by words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from contentsite.schema.long import KINDS, plain
from contentsite.schema.spec import FieldSpec
from contentsite.tree.node import Node

from .blocks import ADDED, MOVED, Inside, compare_blocks, words_of_block
from .history import version_of
from .version import is_same
from .words import GONE, NEW, Part, compare_texts, prose_of


class Difference(NamedTuple):
    """A field that differs; a value is None where the type did not have the field then."""

    name: str
    label: str
    kind: str
    """That of the field; "" for one that the type has no more."""
    before: Any
    after: Any
    parts: tuple[Part, ...]
    """What differs in prose, by words; empty for other fields."""
    inside: Inside | None = None
    """Which of the field's blocks this is about; a field of blocks has one difference for each thing."""


def compare(node: Node, before: int, after: int) -> tuple[Difference, ...]:
    """Return the fields in which two versions of a node differ, in the order of the type. Raises NoVersion."""
    return compare_values(node, version_of(node, before).stored, version_of(node, after).stored)


def compare_values(
    node: Node, before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[Difference, ...]:
    """Return the fields in which two sets of values differ, plain or as they are stored."""
    return tuple(_differences(type(node).fields(), before, after))


def since_begun(node: Node) -> tuple[Difference, ...]:
    """Return what visitors see otherwise than when the working copy was begun: a script has changed it since.

    Before is what there was then, after is what visitors see now.
    """
    working = node._working
    begun = None if working is None else node._history.get(working.base)
    if begun is None:
        return ()
    now = {name: value for name, value in node.field_values().items() if name in begun.stored}
    return compare_values(node, {name: begun.stored[name] for name in now}, now)


def _differences(
    fields: Mapping[str, FieldSpec], before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Difference]:
    for name in dict.fromkeys((*fields, *before, *after)):
        held = before.get(name), after.get(name)
        # the same object is not loaded
        if (name in before or name in after) and not is_same(*held):
            old, new = map(plain, held)
            spec = fields.get(name)
            kind, label = (spec.kind, spec.label) if spec else ("", name)
            if kind == "blocks":
                yield from _in_blocks(name, label, old or (), new or ())
            else:
                yield Difference(name, label, kind, old, new, _parts(kind, old or "", new or ""))


def _in_blocks(name: str, label: str, before: Any, after: Any) -> Iterator[Difference]:
    for inside, old, new in compare_blocks(before, after):
        if inside.spec is not None:
            kind, parts = inside.spec.kind, _parts(inside.spec.kind, old, new)
        elif inside.what == MOVED:
            kind, parts = "int", ()
        else:
            kind, block = "blocks", new or old
            mark = NEW if inside.what == ADDED else GONE
            parts = (Part(mark, words_of_block(block)),)
        yield Difference(name, label, kind, old, new, parts, inside)


def _parts(kind: str, before: Any, after: Any) -> tuple[Part, ...]:
    if kind not in {*KINDS, "text"} or not (isinstance(before, str) and isinstance(after, str)):
        return ()
    if kind == "rich_text":
        words = prose_of(before), prose_of(after)
        if words[0] != words[1]:
            return compare_texts(*words)
    # also where only the markup of the prose differs: a link that leads elsewhere
    return compare_texts(before, after)
