"""A question to the catalog, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal, get_args

MOST: Final = 200
"""So many hits are given at once."""
DEEPEST: Final = 10_000
"""So many hits can be paged through, and are counted."""
MOST_TAGS: Final = 50
"""So many tags may be asked for at once: to the index each is a condition of its own."""
Sort = Literal["relevance", "newest", "oldest", "modified", "-modified", "title", "-title"]
SORTS: Final[tuple[Sort, ...]] = get_args(Sort)
"""Those with "-" are the same the other way round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for. What is left empty asks for nothing."""

    words: str = ""
    """Words that must all occur, "phrases" and -exclusions, as somebody typed them."""
    is_typing: bool = False
    """Whether the last word may go on; with one or two letters only titles are looked into."""
    types: tuple[str, ...] = ()
    """Names of types, one of which it is."""
    states: tuple[str, ...] = ()
    """Names of states, one of which it is in."""
    tags: tuple[str, ...] = ()
    """Tags, all of which it has."""
    within: str = ""
    """The uid of a node that it is, or that it is below."""
    depth: int | None = None
    """How many levels below that node, 1 being its children; not the node itself."""
    owner: str = ""
    """The uid of the user who made it."""
    since: datetime | None = None
    """It stands under this moment (`node.dated`) or a later one."""
    until: datetime | None = None
    """It stands under an earlier moment than this."""
    fields: Mapping[str, Any] = field(default_factory=dict)
    """What `Indexed()` fields are: a value, or a pair (from, to), of which one may be None; `to` is not included."""
    sort: str = "relevance"
    """One of SORTS, or the name of an `Indexed()` field, with "-" before it from the greatest down."""
    offset: int = 0
    limit: int = 20
    facets: tuple[str, ...] = ()
    """What is counted: "type", "state", "tags", or the names of `Indexed()` fields."""
    listed_only: bool = False
    """Whether only what listings show is meant."""
    exact: bool = False
    """Whether hits are counted, however many there are; else the number of more than 500 is estimated."""
    copies: bool = False
    """Whether the working copies of what one may edit are looked into, too."""
