"""Restoring a version: its values become those of the node again, as a new version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ZODB.broken import Broken

from contentsite.security.audit.recorder import describe, is_quiet
from contentsite.tree.node import Node, root_of
from contentsite.tree.root import Root

from .history import append, catch_up, in_silence, version_of
from .version import RESTORED
from .working import edit


class Restored(NamedTuple):
    """What a restore did."""

    names: tuple[str, ...]
    """The fields that changed; none where the node was like that already."""
    left_out: tuple[str, ...]
    """The fields of the version that the type has no more, or the values of which nothing can read."""


def restore(node: Node, number: int) -> Restored:
    """Give a node the values of a version again; that of a published node into its working copy.

    Raises NoVersion; and ValidationError for a value that its field takes no more: nothing is
    changed then.
    """
    return put_back(node, version_of(node, number).values, str(number), f"version {number}")


def put_back(node: Node, values: Mapping[str, Any], comment: str, detail: str) -> Restored:
    """Give a node values that it had once, as `restore` does; the comment is that of the new version.

    `detail` says in the audit log what was restored. Raises ValidationError.
    """
    fields = type(node).fields()
    good = {name: value for name, value in values.items() if name in fields and _is_whole(value)}
    catch_up(node)
    with in_silence():
        names = edit(node, good)
    if names:
        append(node, RESTORED, comment)
        site = root_of(node)
        if isinstance(site, Root) and not is_quiet():
            describe(site, node, "edit", "restore", f"{detail}: {', '.join(names)}")
    return Restored(names, tuple(name for name in values if name not in good))


def _is_whole(value: Any) -> bool:
    inside = value if isinstance(value, tuple | frozenset) else (value,)
    return not any(isinstance(each, Broken) for each in inside)
