"""Who refers to a node, what is to be published or to end, and what has unpublished changes: by the same catalog."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final, NamedTuple

from .place import after
from .sight import Sight
from .sql import Conditions, add_sight

MOST: Final = 500
"""So many are told of."""
_LINKS: Final = """
    SELECT DISTINCT e.id >> 1 FROM link l
    CROSS JOIN entry e ON e.id = l.id CROSS JOIN place p ON p.id = e.place
    WHERE l.target IN (
        SELECT t.uid FROM entry t CROSS JOIN place tp ON tp.id = t.place
        WHERE t.id = :at OR (tp.path >= :path AND tp.path < :path_end))
    AND e.id >> 1 != :at >> 1 AND NOT (p.path >= :path AND p.path < :path_end)
    AND {conditions} LIMIT :most"""
_PLANNED: Final = """
    SELECT e.uid, e.{column}, '{what}' FROM entry e CROSS JOIN place p ON p.id = e.place
    WHERE e.{column} > :now AND e.kind IN (SELECT id FROM kind WHERE state = 'published')
    AND {conditions} ORDER BY e.{column} LIMIT :most"""
_WORKED: Final = """
    SELECT e.uid FROM entry e CROSS JOIN place p ON p.id = e.place
    WHERE e.worked IS NOT NULL AND {conditions} ORDER BY e.worked DESC LIMIT :most"""
_MOMENTS: Final = {"publish_at": "begins", "expire_at": "ends"}


class Planned(NamedTuple):
    """What happens by itself: a node that "begins" or "ends" to be public at a moment, in microseconds."""

    uid: str
    moment: int
    what: str


def sources(
    db: sqlite3.Connection, node: int, sight: Sight, copies: Sight | None, now: int
) -> Iterator[int]:
    """Yield the ids of nodes that refer to one, or to what is below it, and are not there themselves."""
    row = db.execute("SELECT path FROM place WHERE id = ?", (node,)).fetchone()
    path = row[0] if row else "-/"
    conditions = Conditions(now)
    add_sight(conditions, sight, copies)
    given = {"at": node, "path": path, "path_end": after(path), "most": MOST}
    rows = db.execute(_LINKS.format(conditions=conditions), conditions.parameters | given)
    return (row[0] * 2 for row in rows)


def planned(db: sqlite3.Connection, sight: Sight, now: int) -> list[Planned]:
    """Return what begins or ends to be public later than now, in order, of what is in sight."""
    conditions = Conditions(now)
    add_sight(conditions, sight, None)
    found: list[Planned] = []
    for column, what in _MOMENTS.items():
        query = _PLANNED.format(column=column, what=what, conditions=conditions)
        found += map(Planned._make, db.execute(query, conditions.parameters | {"most": MOST}))
    return sorted(found, key=lambda each: each.moment)[:MOST]


def worked(db: sqlite3.Connection, sight: Sight, now: int) -> Iterator[str]:
    """Yield the uids of nodes with a working copy, of what is in sight, those first that were worked on last."""
    conditions = Conditions(now)
    add_sight(conditions, sight, None)
    rows = db.execute(_WORKED.format(conditions=conditions), conditions.parameters | {"most": MOST})
    return (row[0] for row in rows)
