"""A question about the children of one folder, and the answer, as plain values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple, get_args

from contentsite.tree.node import Node

ChildSort = Literal["title", "type", "state", "author", "modified"]
CHILD_SORTS: Final[tuple[ChildSort, ...]] = get_args(ChildSort)
_LONGEST: Final = 5_000
_GREATEST: Final = 2**62


@dataclass(frozen=True, slots=True, kw_only=True)
class Children:
    """Which children are asked for. What is left empty asks for nothing."""

    words: str = ""
    """Words that its title has, as somebody types them: each may go on."""
    types: tuple[str, ...] = ()
    """Names of types, one of which it is."""
    states: tuple[str, ...] = ()
    """Names of states, one of which it is in."""
    changed_only: bool = False
    """Whether only what has a working copy is meant, which the one who asks may edit."""
    sort: ChildSort = "title"
    """What is alike in type, state or author is sorted by title."""
    descending: bool = False
    """Whether the whole order is the other way round."""
    after: str = ""
    """A key of an answer: the batch behind it is meant; of `before`, the one that ends there."""
    before: str = ""
    limit: int = 50


class Child(NamedTuple):
    """A child in a batch."""

    node: Node
    is_changed: bool
    """Whether it has a working copy, and the one who asks may edit it."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many children there are, of those that the one who asks may see."""

    total: int = 0
    """Of those that are meant."""
    is_exact: bool = True
    """Whether that is counted. It is estimated where many titles have the words, and where each of more
    than 2,000 children that are alike has a window or lists of its own."""
    is_least: bool = False
    """Whether there may be far more: so many titles have the words that they were not all counted."""
    types: Mapping[str, int] = field(default_factory=dict)
    """By type, of all that are in the folder; by state likewise."""
    states: Mapping[str, int] = field(default_factory=dict)
    changed: int = 0
    """How many have a working copy that he may edit."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch of children in order, of those that the one who asks may see."""

    children: tuple[Child, ...]
    numbers: Numbers
    previous: str
    """The key for `before`, "" where nothing is before this batch; `next` is that for `after`."""
    next: str
    is_fresh: bool


class Key(NamedTuple):
    """Where a child stands in an order: its section, by title and name, its value there, its number."""

    section: tuple[str, str]
    value: str | int
    id: int

    def token(self) -> str:
        """Return the key as text."""
        return json.dumps([*self.section, self.value, self.id], ensure_ascii=False)


def read_key(text: str, kind: type[str] | type[int]) -> Key | None:
    """Return the key that a text stands for, None for none. Raises ValueError for what is no key of this order."""
    if not text:
        return None
    found = _parsed(text)
    shape = [str, str, kind, int]
    if not isinstance(found, list) or [*map(type, found)] != shape or not all(map(_fits, found)):
        raise ValueError("is no key of this order")
    return Key((found[0], found[1]), found[2], found[3])


def _parsed(text: str) -> Any:
    try:
        return json.loads(text) if len(text) <= _LONGEST else None
    except (ValueError, RecursionError):
        return None


def _fits(value: str | int) -> bool:
    """Tell whether SQLite can compare with a value."""
    if isinstance(value, int):
        return abs(value) < _GREATEST
    return not any("\ud800" <= sign <= "\udfff" for sign in value)
