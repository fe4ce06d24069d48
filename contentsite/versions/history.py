"""The history of a node: one version for each save, the first one made of what was there before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from ZODB.utils import z64

from contentsite.schema.long import stored_values
from contentsite.security.actor import actor_of
from contentsite.tree.events import Versioned, notify
from contentsite.tree.node import Node
from contentsite.tree.window import PUBLISHED as LIVE

from .version import BEGUN, FOUND, PUBLISHED, SAVED, History, Version, is_same, shared

_SILENT: ContextVar[bool] = ContextVar("contentsite.versions.silent", default=False)


class NoVersion(LookupError):  # noqa: N818
    """The node has no version of this number: there never was one, or it was not kept."""


def versions_of(node: Node, before: int | None = None) -> Iterator[Version]:
    """Yield the versions of a node, the newest first, or those before a number.

    A node that was never changed has the one that it would begin with.
    """
    if node._history is None:
        if before is None or before > 1:
            yield _unwritten(node)
        return
    number = _at_most(node._history, None if before is None else before - 1)
    while number is not None:
        yield node._history[number]
        number = _at_most(node._history, number - 1)


def version_of(node: Node, number: int) -> Version:
    """Return a version; raises NoVersion."""
    if node._history is None and number == 1:
        return _unwritten(node)
    found = None if node._history is None else node._history.get(number)
    if found is None:
        raise NoVersion(f"there is no version {number}: it never was, or it was not kept")
    version: Version = found
    return version


def values_of(node: Node, number: int) -> dict[str, Any]:
    """Return what the fields of a node were in a version; raises NoVersion."""
    return version_of(node, number).values


def last_of(node: Node) -> Version | None:
    """Return the newest version that is stored, None where there is none yet."""
    return None if node._history is None else node._history[node._history.maxKey()]


def present(node: Node) -> dict[str, Any]:
    """Return the values that the node has for those who edit it, as they are stored."""
    working = node._working
    fields = type(node).fields()
    changed = {} if working is None else working.stored
    return {**stored_values(node, fields), **{k: v for k, v in changed.items() if k in fields}}


def catch_up(node: Node) -> None:
    """Make sure that the newest version is what the node is like now: call this before it is changed."""
    last = last_of(node)
    if last is None:
        node._history = History()
        first = _filled(Version(1, shared(present(node), {})), node)
        first.live = 1 if is_live(node) else 0
        node._history[1] = first
    elif _differing(present(node), last):
        append(node, FOUND, signed=False)


def keep_live(node: Node) -> None:
    """Make sure that there is a version of what visitors see: call this before a working copy replaces it.

    A script may have changed the same fields meanwhile.
    """
    last = last_of(node)
    known = node._history.get(last.live) if last else None
    if known is not None and _differing(stored_values(node, type(node).fields()), known):
        append(node, FOUND, signed=False, live=True)


def append(
    node: Node, what: str, comment: str = "", *, signed: bool = True, live: bool = False
) -> Version:
    """Add what the node is like now as a version, and return it; with `live` what visitors see of it.

    What is saved several times in one transaction is one version.
    """
    last = last_of(node)
    if last is None:
        catch_up(node)
        last = node._history[1]
    number = last.number + 1
    if what in (SAVED, PUBLISHED) and _is_of_now(node, last):
        number = last.number
    values = stored_values(node, type(node).fields()) if live else present(node)
    ground = last if number != last.number else last._ground
    version = Version(number, shared(values, last.stored), ground)
    version.what, version.moment = what, datetime.now(UTC)
    changed = _differing(values, last)
    version.changed = last.changed if number == last.number else ()
    version.changed = tuple(dict.fromkeys((*version.changed, *changed)))
    version.live = number if live or is_live(node) else last.live
    if comment or number == last.number:
        version.comment = comment or last.comment
    if signed:
        by = actor_of(node)
        version.author, version.name = by.uid, by.name
    node._history[number] = version
    notify(Versioned(node))
    return version


def is_changed(node: Node) -> bool:
    """Tell whether the node is otherwise than its newest version."""
    last = last_of(node)
    return last is None or bool(_differing(present(node), last))


def is_live(node: Node) -> bool:
    """Tell whether what is shown to those who edit the node is what visitors see."""
    return node.state == LIVE and node._working is None


@contextmanager
def in_silence() -> Iterator[None]:
    """Make no versions of what is changed inside: whoever changes it makes one himself."""
    before = _SILENT.set(True)
    try:
        yield
    finally:
        _SILENT.reset(before)


def is_silent() -> bool:
    """Tell whether versions are made by whoever changes nodes now."""
    return _SILENT.get()


def _at_most(history: History, number: int | None) -> int | None:
    try:
        found: int = history.maxKey() if number is None else history.maxKey(number)
    except ValueError:
        return None
    return found


def _differing(values: Mapping[str, Any], last: Version) -> tuple[str, ...]:
    """Return the fields in which values are not those of a version; what the type has lost counts not."""
    return tuple(
        name
        for name, value in values.items()
        if name not in last.stored or not is_same(value, last.stored[name])
    )


def _is_of_now(node: Node, last: Version) -> bool:
    """Tell whether the newest version is a save of this transaction, that another one may replace."""
    is_new = node._p_jar is not None and last._p_serial == z64
    return is_new and last.what == SAVED


def _unwritten(node: Node) -> Version:
    return _filled(Version(1, node.field_values()), node)


def _filled(version: Version, node: Node) -> Version:
    version.what, version.moment = BEGUN, node.modified
    version.author, version.name = node.owner, node.creator
    return version
