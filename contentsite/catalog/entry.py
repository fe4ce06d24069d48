"""An entry: all that the catalog knows of a node, or of its working copy, as plain values."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from ZODB.utils import u64

from contentsite.schema.blocks import values_in
from contentsite.schema.markdown import render_markdown
from contentsite.schema.sanitize import plain_text
from contentsite.schema.spec import FieldSpec
from contentsite.security.decide import Rules
from contentsite.security.role import GRANTABLE, VIEW
from contentsite.tree.container import Container
from contentsite.tree.moment import EPOCH
from contentsite.tree.node import Node
from contentsite.tree.reference import references_of
from contentsite.tree.window import PUBLISHED
from contentsite.versions.working import as_edited

from .fold import folded
from .layout import TOP

STEP: Final = timedelta(microseconds=1)
_ALL: Final = frozenset(GRANTABLE)
_TO_HTML: Final[Mapping[str, Callable[[str], str]]] = {
    "rich_text": str,
    "markdown": render_markdown,
}
_PLAIN: Final = frozenset({"text", "long_text", "choice"})
Texts = tuple[str, str, str, str]
"""Title, description, tags, all else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A node as the catalog has it. `copy` is 1 for its working copy."""

    id: int
    copy: int
    place: int
    path_part: str
    is_container: bool
    is_plain: bool
    """Whether who may see its parent may see it: published for good, with no list of its own."""
    acl: str | None
    workflow: str
    state: str
    publish_at: int | None
    expire_at: int | None
    owner: str
    listed: bool
    copies: int
    type: str
    weight: float
    dated: int
    modified: int
    created: int
    uid: str
    name: str
    language: str
    part: int
    """The number of the stored object that holds the working copy; 0 where there is none."""
    author: str
    """The name of who changed it last, or made it, as it was then."""
    worked: int | None
    """When the working copy was last changed; None where there is none."""
    texts: Texts
    facts: tuple[tuple[str, Any], ...]
    links: tuple[tuple[str, str], ...]


def id_of(stored: Any, copy: int = 0) -> int:
    """Return the id of the entry of a stored node."""
    number: int = u64(stored._p_oid)
    return number * 2 + copy


def entries_of(node: Node, weight: float, workflows: Mapping[str, Rules]) -> Iterator[Entry]:
    """Yield the entry of a node, and that of its working copy where it has one."""
    yield _entry(node, node, 0, weight, workflows)
    if node._working is not None:
        yield _entry(node, as_edited(node), 1, weight, workflows)


def _entry(
    node: Node, shown: Node, copy: int, weight: float, workflows: Mapping[str, Rules]
) -> Entry:
    acl = None if node.acl is None else json.dumps(node.acl)
    parent, working = node.__parent__, node._working
    return Entry(
        id=id_of(node, copy),
        copy=copy,
        place=TOP if parent is None else id_of(parent),
        path_part=f"{id_of(node):x}/",
        is_container=isinstance(node, Container),
        is_plain=_is_plain(node, workflows),
        acl=acl,
        workflow=node.__workflow__,
        state=node.state,
        publish_at=moment(node.publish_at),
        expire_at=moment(node.expire_at),
        owner=node.owner,
        listed=node.listed,
        copies=0 if working is None else 1,
        type=type(node).__name__,
        weight=weight,
        dated=moment(shown.dated) or 0,
        modified=moment(node.modified) or 0,
        created=moment(node.created) or 0,
        uid=node.uid,
        name=node.__name__,
        language=node.language,
        part=0 if working is None else u64(working._p_oid),
        author=node.changer or node.creator,
        worked=None if copy or working is None else moment(working.moment),
        texts=texts_of(shown),
        facts=tuple(dict.fromkeys(facts_of(shown))),
        links=tuple(dict.fromkeys(references_of(shown))),
    )


def _is_plain(node: Node, workflows: Mapping[str, Rules]) -> bool:
    rules = workflows.get(node.__workflow__)
    return (
        node.acl is None
        and node.state == PUBLISHED
        and node.publish_at is None
        and node.expire_at is None
        and rules is not None
        and rules.allowed(PUBLISHED, VIEW) >= _ALL
    )


def texts_of(node: Node) -> Texts:
    """Return what is searched of a node: its title, its description, its tags, and the texts of its page."""
    found: dict[str, list[str]] = {"title": [], "description": [], "tags": [], "": []}
    for name, spec in type(node).fields().items():
        if spec.shown or name in found:
            key = "tags" if spec.kind == "tags" else name if name in found else ""
            found[key] += _texts(spec, getattr(node, name))
    title, description, tags, text = ("\n".join(filter(None, each)) for each in found.values())
    return title, description, tags, text


def _texts(spec: FieldSpec, value: Any) -> Iterator[str]:
    for _place, inner, held in values_in(spec, value):
        if inner is spec or inner.shown:
            yield _text(inner, held)


def _text(spec: FieldSpec, value: Any) -> str:
    if not value:
        return ""
    if spec.kind in _TO_HTML:
        return plain_text(_TO_HTML[spec.kind](value))
    if spec.kind == "tags":
        return ", ".join(value)
    return str(getattr(value, "filename", value if spec.kind in _PLAIN else ""))


def facts_of(node: Node) -> Iterator[tuple[str, Any]]:
    """Yield field and value of what can be filtered, counted and sorted by: tags, and `Indexed()` fields."""
    for name, spec in type(node).fields().items():
        if spec.indexed or spec.kind == "tags":
            value = getattr(node, name)
            for each in value if isinstance(value, tuple | frozenset) else (value,):
                if each not in (None, ""):
                    yield name, plain_value(each)


def plain_value(value: Any) -> Any:
    """Return a field's value as SQLite compares it: moments and days as microseconds since 1970."""
    if isinstance(value, date):
        return moment(value)
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, bool | int | float | str) else str(value)


def moment(value: date | datetime | None) -> int | None:
    """Return a moment, or the start of a day in UTC, as microseconds since 1970."""
    if value is None:
        return None
    if not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day, tzinfo=UTC)
    return (value - EPOCH) // STEP


def sort_title(title: str) -> str:
    """Return the title as it is sorted."""
    return folded(title)[:200]
