"""Copying subtrees: new nodes with new uids, as drafts; links among them lead to the copies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from ZODB.broken import Broken

from contentsite.schema.blocks import Block, with_values
from contentsite.schema.typed import Fielded

from .container import Container, NameTaken
from .missing import class_of
from .name import check_name, free_name
from .node import Node
from .reference import LINK
from .walk import walk

_Uids = Mapping[str, str]


def copy(node: Node, target: Container, name: str | None = None) -> Node:
    """Copy a node, with all below it, into a container, and return the copy.

    Without a name it keeps its own, or the first free one like it. The copies are drafts, so that
    nothing becomes public by being copied. What has no class any more is left out, with what it
    holds. Raises InvalidName, NameTaken, or ValueError for the site itself
    and for a node whose class is not installed.
    """
    if isinstance(node, Broken):
        raise ValueError(  # noqa: TRY004  (it is a node: its class is away)
            f"its class {class_of(node)} is not installed"
        )
    if node.__parent__ is None:
        raise ValueError("the site itself cannot be copied")
    wanted = free_name(node.__name__, target) if name is None else check_name(name)
    if wanted in target:
        raise NameTaken(f"{wanted!r} is taken in {target.title!r}")
    places = _duplicates(node)
    uids = {old: new.uid for old, (_name, _holder, new) in places.items()}
    for _name, _holder, new in places.values():
        _relink(new, uids)
    # only now, so that the rows have the copies' own links
    for below, holder, new in places.values():
        if holder is not None:
            holder.attach(below, new)
    return target.add(wanted, places[node.uid][2])


def _duplicates(top: Node) -> dict[str, tuple[str, Container | None, Node]]:
    """Return name, holder and copy of each node by the uid of its original, parents first."""
    found: dict[str, tuple[str, Any, Node]] = {}
    for step in walk(top):
        if not isinstance(step.node, Node):
            continue
        if step.node is top:
            found[top.uid] = ("", None, _duplicate(top))
        elif (holder := found.get(getattr(step.parent, "uid", ""))) is not None:
            found[step.node.uid] = (step.trail[-1], holder[2], _duplicate(step.node))
    return found


def _duplicate(original: Node) -> Node:
    """Make a node of the same class with the same values: they are immutable and may be shared."""
    duplicate: Node = type(original).__new__(type(original))
    duplicate.begin()
    duplicate.become(original)
    return duplicate


def _relink(node: Node, uids: _Uids) -> None:
    for name, value in _relinked(node, uids).items():
        setattr(node, name, value)


def _relinked(fielded: Fielded, uids: _Uids) -> dict[str, Any]:
    """Return the values of a node, or of a block, that refer to others, with the copies in place of the originals."""
    found: dict[str, Any] = {}
    for name, spec in fielded.fields().items():
        relinked = _RELINKED.get(spec.kind)
        value = getattr(fielded, name)
        if relinked and value:
            found[name] = relinked(value, uids)
    return found


def _in_blocks(blocks: tuple[Any, ...], uids: _Uids) -> tuple[Any, ...]:
    return tuple(
        with_values(each, _relinked(each, uids)) if isinstance(each, Block) else each
        for each in blocks
    )


def _in_text(text: str, uids: _Uids) -> str:
    return LINK.sub(lambda found: uids.get(found[0], found[0]), text)


_RELINKED: Final[Mapping[str, Callable[[Any, _Uids], Any]]] = {
    "rich_text": _in_text,
    "markdown": _in_text,
    "href": _in_text,
    "reference": lambda uid, uids: uids.get(uid, uid),
    "references": lambda found, uids: tuple(uids.get(uid, uid) for uid in found),
    "blocks": _in_blocks,
}
