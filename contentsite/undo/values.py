"""The values of a node that can be undone: what they were before this transaction, and what they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from contentsite.schema.long import held
from contentsite.tree.before import state_before
from contentsite.tree.node import Node
from contentsite.versions.version import is_same

from .change import WORKING

STATE: Final = ("state", "publish_at", "expire_at")
DETAILS: Final = ("listed", "language")
ACL: Final = "acl"
_KEPT: Final = (*STATE, *DETAILS, ACL)
Values = dict[str, Any]


def values_now(node: Node) -> Values:
    """Return the present values, long texts as the objects that hold them."""
    working = node._working
    return {
        **{name: held(node, name) for name in type(node).fields()},
        **{name: getattr(node, name) for name in _KEPT},
        WORKING: None if working is None else dict(working.stored),
    }


def values_before(node: Node) -> Values | None:
    """Return the values that the database has; None for a node that is new."""
    state = state_before(node)
    if state is None:
        return None
    cls = type(node)
    names = (*cls.fields(), *_KEPT)
    working = state.get(WORKING)
    kept = None if working is None else state_before(working)
    return {
        **{name: state.get(name, getattr(cls, name, None)) for name in names},
        WORKING: None if kept is None else dict(kept["stored"]),
    }


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of the values that differ."""
    return tuple(name for name in after if not same(before.get(name), after[name]))


def beside(before: Mapping[str, Any], after: Mapping[str, Any]) -> Values:
    """Return `after` with the names and equal values that `before` has: a record writes an object once."""
    names = {name: name for name in before}
    return {names.get(n, n): _beside(before.get(n), after[n]) for n in after}


def _beside(before: Any, after: Any) -> Any:
    if isinstance(before, dict) and isinstance(after, dict):
        return beside(before, after)
    return before if same(before, after) else after


def same(left: Any, right: Any) -> bool:
    """Tell whether two stored values, or working copies, are the same."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(is_same(left[n], right[n]) for n in left)
    return is_same(left, right)
