"""From what a reader found to nodes in the tree: checked first, then written in batches.

A node's uid is made of the source's own id, so that a second run updates what the first one made,
and one that was killed goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from contentsite.declaration import Registry
from contentsite.tree.container import Container
from contentsite.tree.root import Root

from .item import Problem, Source, UidOf
from .prepare import Prepared, prepare
from .write import write_node

BATCH: Final = 1_000
"""So many nodes are written between two commits."""

Progress = Callable[[int, int | None, str], None]


@dataclass(slots=True)
class Report:
    """What an import did, and what it could not do."""

    made: int = 0
    updated: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)


def load(
    source: Source,
    target: Container,
    types: Registry,
    uid_of: UidOf,
    *,
    commit: Callable[[], None],
    progress: Progress,
) -> Report:
    """Write all items of a source below a container that is part of a site.

    An item of the site's own type gives its values to the target instead of making a node.
    """
    found, problems = prepare(source, types)
    report = Report(problems=problems)
    root: Any = target
    while root.__parent__ is not None:
        root = root.__parent__
    nodes: dict[str, Any] = {}
    for number, prepared in enumerate(found, start=1):
        outcome = _write(root, target, nodes, uid_of, prepared)
        setattr(report, outcome, getattr(report, outcome) + 1)
        progress(number, len(found), "nodes")
        if number % BATCH == 0:
            commit()
            if root._p_jar is not None:
                root._p_jar.cacheGC()
    commit()
    return report


def _write(
    root: Root, target: Container, nodes: dict[str, Any], uid_of: UidOf, prepared: Prepared
) -> str:
    item = prepared.item
    if issubclass(prepared.info.cls, Root):
        nodes[item.source_id] = target
        fields = type(target).fields()
        changed = target.update(
            {name: value for name, value in prepared.values.items() if name in fields}
        )
        return "updated" if changed else "unchanged"
    parent = nodes.get(item.parent or "", target)
    if not isinstance(parent, Container):
        parent = target
    node, outcome = write_node(root, parent, uid_of(item.source_id), prepared)
    nodes[item.source_id] = node
    return outcome
