"""What a reader makes of a source: items, each with a name, a type and values, and a list of problems.

Readers (`markdown.py`, `wxr.py`) only parse; they touch no database. `load.py` validates items against
the types and writes them to the tree.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

HOME: Final = "."
"""The source_id of the item that stands for the folder that is imported into."""


class SourceError(ValueError):
    """The source as a whole cannot be read; the message says where it is broken. Nothing was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One node to be made or updated, as its source describes it.

    `source_id` is stable within the source, so that a second import finds the node that the first one
    made. `parent` is the source_id of the item above, None for the folder that is imported into; it
    may come later in the list. The order of items is the order of the nodes in their folder.
    """

    source_id: str
    parent: str | None
    name: str
    type: str
    title: str
    values: Mapping[str, Any] = field(default_factory=dict)
    """Field values of which the reader is sure: `description`, `body` (HTML), `tags`, ..."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Front matter that fits only where the type has such a field; what fits nowhere is reported."""
    markdown: str | None = None
    """The source text of the body, for a type whose `body` is a Markdown field."""
    file: Path | None = None
    """The bytes of a File or Image."""
    published: bool = True
    listed: bool = True
    """Whether listings and navigation show it: not, for a picture that lies beside the page it belongs to."""
    publish_at: datetime | None = None
    expire_at: datetime | None = None
    created: datetime | None = None
    modified: datetime | None = None
    creator: str = ""
    language: str = ""
    aliases: tuple[str, ...] = ()
    """Old addresses, path and query, that shall lead here: "/2013/01/05/hello", "/?p=12"."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be imported: where it stands in the source, and why."""

    where: str
    reason: str


Resolve = Callable[[str, str], str | None]
"""Finds what an item of a source_id refers to by a text such as "../news/index.md": a source_id."""


def _nothing(_source_id: str, _text: str) -> str | None:
    return None


@dataclass(slots=True)
class Source:
    """All that was read."""

    items: list[Item] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    resolve: Resolve = field(default=_nothing, compare=False, repr=False)


UidOf = Callable[[str], str]
"""Gives the uid (32 hex digits) that the item of a source_id has or will have: links are `uid:<uid>`."""


def uid_maker(scope: str, home: str = "") -> UidOf:
    """Make the function that names items of one source in one place: the same uids each time.

    `home` is the uid of the place itself, which is what the item HOME gives its values to.
    """
    namespace = uuid.uuid5(uuid.NAMESPACE_URL, scope)

    def uid_of(source_id: str) -> str:
        return home if home and source_id == HOME else uuid.uuid5(namespace, source_id).hex

    return uid_of
