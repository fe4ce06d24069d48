"""Long texts and blocks: kept in write-once objects of their own, so that a node and its versions can share one.

A node that is loaded or written does not bring such a value along, and a title that changes a thousand
times does not write the body a thousand times. Whoever reads or sets the field has the plain value.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from persistent import Persistent

LONG: Final = 4_096
"""What has more characters is kept apart when it is set, or when the first version is made of it."""
KINDS: Final = frozenset({"rich_text", "markdown", "long_text", "blocks"})


_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


class Kept(Persistent):
    """A long value that never changes."""

    def __init__(self, value: Any) -> None:
        self.value = value


class LongField:
    """Data descriptor of a field of long prose: gives and takes the plain value, wherever that is kept.

    What the constructor was given stays inline, so that a bulk load writes no object more.
    """

    def __init__(self, name: str, default: Any) -> None:
        self.name, self.default = name, default

    def __get__(self, node: Any, owner: type) -> Any:
        return self.default if node is None else plain(vars(node).get(self.name, self.default))

    def __set__(self, node: Any, value: Any) -> None:
        if isinstance(value, Kept):
            vars(node)[self.name] = value
            return
        present = vars(node).get(self.name)
        # a text that is there already stays the object that versions share
        if not isinstance(present, Kept) or plain(value) != present.value:
            vars(node)[self.name] = kept(value, LONG)


def plain(value: Any) -> Any:
    """Return a stored value as its field gives it."""
    return value.value if isinstance(value, Kept) else value


def kept(value: Any, limit: int) -> Any:
    """Return a value as it is stored: one of more than `limit` characters in an object of its own."""
    return Kept(value) if length(value) > limit else value


def length(value: Any) -> int:
    """Return how many characters a text or blocks have; 0 of any other value."""
    if isinstance(value, str):
        return len(value)
    inside = value if isinstance(value, tuple) else ()
    return sum(
        len(each)
        for block in inside
        for each in getattr(block, "__dict__", _NOTHING).values()
        if isinstance(each, str)
    )


def held(node: Any, name: str) -> Any:
    """Return what a field of a node holds: the object of a long text that is kept apart, else the value."""
    value = getattr(node, name)
    found = vars(node).get(name)
    return found if isinstance(found, Kept) else value


def share(node: Any, values: Mapping[str, Any]) -> None:
    """Let a node that is being written hold these very objects where it holds texts like theirs."""
    for name, value in values.items():
        if isinstance(value, Kept) and getattr(node, name, None) == value.value:
            setattr(node, name, value)


def stored_values(node: Any, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of these fields as they are stored, long texts as the objects that hold them.

    One that is still inline is put into an object first: call this where the node is about to be written.
    """
    values: dict[str, Any] = {}
    for name, spec in fields.items():
        value = getattr(node, name)
        if spec.kind in KINDS and length(value) > LONG:
            held = vars(node).get(name)
            if not isinstance(held, Kept):
                vars(node)[name] = held = Kept(value)
                node._p_changed = True
            value = held
        values[name] = value
    return values
