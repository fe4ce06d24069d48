"""From what a reader found to nodes in the tree: checked first, then written in batches.

A node's uid is made of the source's own id, so that a second run updates what the first one made,
and one that was killed goes on where it was.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from contentsite.declaration import Registry
from contentsite.security.audit.bulk import recorded_once
from contentsite.tree.node import Node
from contentsite.undo.bulk import changed_once

from .home import write_home
from .item import HOME, Problem, Source, UidOf
from .place import Place
from .prepare import Prepared, prepare
from .write import LEFT_OUT, Writer, lead_here, why_left

BELOW_MISSING: Final = (
    "it belongs below a node that is in the trash, or whose class is not installed; left out"
)
BATCH: Final = 1_000
"""At most so many nodes are written between two commits,"""
BATCH_TEXT: Final = 1 << 24
"""or so many characters of text."""

Progress = Callable[[int, int | None, str], None]


@dataclass(slots=True)
class Report:
    """What an import did, and what it could not do."""

    made: int = 0
    updated: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def changed(self) -> int:
        """How many nodes are not as they were."""
        return self.made + self.updated

    @property
    def summary(self) -> str:
        """The counts, as a person reads them."""
        return f"{self.made} made, {self.updated} updated, {self.unchanged} unchanged"


def load(
    source: Source,
    place: Place,
    types: Registry,
    uid_of: UidOf,
    *,
    commit: Callable[[], None],
    progress: Progress,
) -> Report:
    """Write all items of a source below a place in a site; nothing before all are checked.

    The item HOME gives its values to the place itself instead of making a node.
    """
    found, problems = prepare(
        source, types, place.cls, uid_of, lambda uid: why_left(place.root, uid)
    )
    report = Report(problems=problems)
    with changed_once(place.root, "import"):
        _write(found, place, _Writing(uid_of, commit, progress), report)
    return report


class _Writing(NamedTuple):
    """What an import is written by."""

    uid_of: UidOf
    commit: Callable[[], None]
    progress: Progress


def _write(found: deque[Prepared], place: Place, by: _Writing, report: Report) -> None:
    root, total, text = place.root, len(found), 0
    target = place.make()
    with recorded_once(root, "import", target) as tell:
        writer = Writer(root, target, by.uid_of)
        for number in range(1, total + 1):
            prepared = found.popleft()
            _count(report, _written(writer, place, target, prepared, report))
            text += _size(prepared)
            by.progress(number, total, "nodes")
            if number % BATCH == 0 or text > BATCH_TEXT:
                tell(report.changed, report.summary)
                by.commit()
                text = 0
                if root._p_jar is not None:
                    root._p_jar.cacheGC()
        tell(report.changed, report.summary)
        by.commit()


def _written(writer: Writer, place: Place, target: Any, prepared: Prepared, report: Report) -> str:
    item = prepared.item
    node: Node | None
    if item.source_id == HOME:
        outcome, reason = write_home(target, place, prepared)
        reasons = [reason]
        node = target
    else:
        node, outcome = writer.write(prepared)
        reasons = [BELOW_MISSING] if outcome == LEFT_OUT else []
    if node is not None:
        reasons += [lead_here(place.root, node, alias) for alias in item.aliases]
    report.problems += [Problem(item.source_id, reason) for reason in reasons if reason]
    return outcome


def _count(report: Report, outcome: str) -> None:
    if outcome != LEFT_OUT:
        setattr(report, outcome, getattr(report, outcome) + 1)


def _size(prepared: Prepared) -> int:
    return sum(len(value) for value in prepared.values.values() if isinstance(value, str))
