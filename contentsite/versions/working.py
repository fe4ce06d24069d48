"""The working copy: what was changed of a published node, until it is published or discarded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar, TypeVar

from contentsite.schema.long import KINDS, LONG, kept, plain, share
from contentsite.security.actor import actor_of
from contentsite.security.audit.recorder import describe, is_quiet, record
from contentsite.sentence import _
from contentsite.tree.compact import Compact
from contentsite.tree.missing import state_of
from contentsite.tree.moment import Moment
from contentsite.tree.node import Node, root_of
from contentsite.tree.root import Root
from contentsite.tree.window import PUBLISHED as LIVE

from .history import append, catch_up, in_silence, is_changed, is_silent, keep_live, last_of
from .version import DISCARDED, PUBLISHED, SAVED, is_same

N = TypeVar("N", bound=Node)


class NothingChanged(ValueError):  # noqa: N818
    """The node has no working copy: nobody has changed it, or somebody published or discarded the changes."""


class Working(Compact):
    """The values that differ from the published ones; who changed them last, and when."""

    _kept: ClassVar[tuple[str, ...]] = ("stored", "base", "_moment", "author", "name")
    moment = Moment()
    author: str = ""
    name: str = ""
    base: int = 0
    """The number of the version that was the published one when the work began."""

    def __init__(self) -> None:
        self.stored: dict[str, Any] = {}

    @property
    def values(self) -> dict[str, Any]:
        """The changed values by field."""
        return {name: plain(value) for name, value in self.stored.items()}


def edit(node: Node, values: Mapping[str, Any], comment: str = "") -> tuple[str, ...]:
    """Save values as those who edit do, and return the names of what changed.

    A published node keeps its values: its working copy gets these. Any other is changed itself.
    Raises what `update` raises.
    """
    if node.state != LIVE and node._working is None:
        names = node.update(values)
        version = last_of(node)
        if names and comment and version is not None:
            version.comment = comment
        return names
    changed = as_edited(node).checked(values)
    if changed:
        catch_up(node)
        _work(node, changed)
        if not is_silent():
            append(node, SAVED, comment)
        _record(node, "edit", "working copy: " + ", ".join(changed))
    return tuple(changed)


def publish_changes(node: Node, comment: str = "") -> tuple[str, ...]:
    """Put the working copy live, and return the names of what changed for visitors.

    Raises NothingChanged; and ValidationError where a value is one that its field takes no more.
    """
    stored = _taken(node)
    names = _settle(node, stored)
    append(node, PUBLISHED, comment)
    site = root_of(node)
    if isinstance(site, Root) and not is_quiet():
        describe(site, node, "edit", "state", "published: " + ", ".join(names))
    return names


def discard(node: Node) -> None:
    """Drop the working copy: the node is again as visitors see it. Its versions stay. Raises NothingChanged."""
    stored = _taken(node)
    node._working = None
    append(node, DISCARDED)
    _record(node, "discard", ", ".join(stored))


def settle(node: Node) -> None:
    """Let a node that is public no more have the values of its working copy."""
    _settle(node, _taken(node))
    if is_changed(node):
        append(node, SAVED)


def put_working(node: Node, stored: Mapping[str, Any] | None) -> None:
    """Let a public node have a working copy of these stored values, or none; the caller makes a version of it.

    Raises ValidationError where a value is one that its field takes no more; what the type has no field
    for any more is left out.
    """
    fields = type(node).fields()
    known = {name: value for name, value in (stored or {}).items() if name in fields}
    changed = node.checked({name: plain(value) for name, value in known.items()})
    node._working = None
    _work(node, {name: known[name] for name in changed})


def as_edited(node: N) -> N:
    """Return the node as those who edit it see it: itself, or a stand-in with the working copy's values."""
    return node if node._working is None else stand_in(node, node._working.stored)


def stand_in(node: N, values: Mapping[str, Any]) -> N:
    """Return what looks like the node with other values: it belongs to no database, and is never stored."""
    cls: type[N] = type(node)
    found = cls.__new__(cls)
    fields = cls.fields()
    vars(found).update(state_of(node))
    vars(found).update({name: value for name, value in values.items() if name in fields})
    return found


def _taken(node: Node) -> dict[str, Any]:
    if node._working is None:
        raise NothingChanged(
            _("there are no unpublished changes; somebody may have published or discarded them")
        )
    found: dict[str, Any] = node._working.stored
    return found


def _settle(node: Node, stored: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the node itself these values; what its type has no field for any more is left out."""
    catch_up(node)
    keep_live(node)
    fields = type(node).fields()
    values = {name: plain(value) for name, value in stored.items() if name in fields}
    with in_silence():
        names = node.update(values)
    node._working = None
    share(node, stored)
    return names


def _work(node: Node, changed: Mapping[str, Any]) -> None:
    """Note values in the working copy; what is as it is published needs no note."""
    working = node._working
    if working is None:
        working = Working()
        last = last_of(node)
        working.base = last.live if last else 0
    fields = type(node).fields()
    stored = dict(working.stored)
    for name, value in changed.items():
        if is_same(value, getattr(node, name)):
            stored.pop(name, None)
        else:
            stored[name] = kept(value, LONG) if fields[name].kind in KINDS else value
    by = actor_of(node)
    working.stored, working.moment = stored, datetime.now(UTC)
    working.author, working.name = by.uid, by.name
    if (working if stored else None) is not node._working:
        node._working = working if stored else None


def _record(node: Node, action: str, detail: str) -> None:
    site = root_of(node)
    if isinstance(site, Root) and not is_quiet():
        record(site, action, node, detail=detail)
