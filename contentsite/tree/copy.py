"""Copying subtrees: new nodes with new uids, as drafts; links among them lead to the copies."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from .container import Container
from .name import check_name, free_name
from .node import Node
from .walk import nodes_in

_FRESH = frozenset(
    "_children _order _count __name__ __parent__ uid created modified state publish_at expire_at acl".split()
)
_LINK = re.compile(r"(?<=uid:)[0-9a-f]{32}")


def copy(node: Node, target: Container, name: str | None = None) -> Node:
    """Copy a node, with all below it, into a container, and return the copy.

    Without a name it keeps its own, or the first free one like it. The copies are drafts, so that
    nothing becomes public by being copied. What has no class any more is left out. Raises
    InvalidName, NameTaken, or ValueError for the site itself.
    """
    if node.__parent__ is None:
        raise ValueError("the site itself cannot be copied")
    wanted = free_name(node.__name__, target) if name is None else check_name(name)
    originals = list(nodes_in(node))
    copies = {original.uid: _duplicate(original) for original in originals}
    uids = {old: new.uid for old, new in copies.items()}
    for new in copies.values():
        _relink(new, uids)
    for original in originals[1:]:
        parent = copies[original.__parent__.uid]  # type: ignore[union-attr]
        parent.attach(original.__name__, copies[original.uid])  # type: ignore[attr-defined]
    return target.add(wanted, copies[node.uid])


def _duplicate(original: Node) -> Node:
    """Make a node of the same class with the same values, alone: values are immutable and may be shared."""
    duplicate: Node = type(original).__new__(type(original))
    original._p_activate()
    duplicate.begin()
    for name, value in vars(original).items():
        if name not in _FRESH and not name.startswith("_v_"):
            setattr(duplicate, name, value)
    if isinstance(original, Container) and isinstance(duplicate, Container):
        duplicate.order_like(original)
    return duplicate


def _relink(node: Node, uids: Mapping[str, str]) -> None:
    for name, spec in type(node).fields().items():
        relinked = _RELINKED.get(spec.kind)
        value = getattr(node, name)
        if relinked and value:
            setattr(node, name, relinked(value, uids))


def _in_text(text: str, uids: Mapping[str, str]) -> str:
    return _LINK.sub(lambda found: uids.get(found[0], found[0]), text)


_RELINKED: Mapping[str, Callable[[Any, Mapping[str, str]], Any]] = {
    "rich_text": _in_text,
    "markdown": _in_text,
    "href": _in_text,
    "reference": lambda uid, uids: uids.get(uid, uid),
    "references": lambda found, uids: tuple(uids.get(uid, uid) for uid in found),
}
