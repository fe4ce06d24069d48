"""What somebody sees of a folder: its bunches, and of each how many children, without counting them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from .bunch import COPIES, OWN, WINDOW
from .sight import KINDS, Sight

SAMPLE: Final = 2_000
"""So many children that each are a matter of their own are looked at to say how many may be seen."""
_ALWAYS, _LIVE, _NEVER = "always", "live", ""
_BUNCHES: Final = """
    SELECT b.id, b.kind, b.type, b.owner, b.author, b.flags, b.number, k.workflow, k.state, p.scope
    FROM place p JOIN bunch b ON b.place = p.id JOIN kind k ON k.id = b.kind
    WHERE p.id = ? AND b.number"""


class Bunch(NamedTuple):
    """One row of the table of bunches, with the names of its kind and the scope of its folder."""

    id: int
    kind: int
    type: str
    owner: str
    author: str
    flags: int
    number: int
    workflow: str
    state: str
    scope: int


class Own(NamedTuple):
    """What a child has of its own that says who may see it."""

    scope: int
    publish_at: int | None
    expire_at: int | None


_NOTHING: Final = Own(0, None, None)


@dataclass(frozen=True, slots=True)
class Seeing:
    """Who asks, and when; without `edit` he sees no working copies."""

    sight: Sight
    edit: Sight | None
    now: int

    def sees(self, bunch: Bunch, own: Own) -> bool:
        """Tell whether a child of a bunch may be seen."""
        way = _way(self.sight, bunch, own.scope)
        return way == _ALWAYS or (way == _LIVE and self._is_open(own))

    def edits(self, bunch: Bunch, own: Own) -> bool:
        """Tell whether a child of a bunch may be seen and edited."""
        return (
            self.edit is not None
            and _way(self.edit, bunch, own.scope) == _ALWAYS
            and self.sees(bunch, own)
        )

    def is_same_for_all(self, bunch: Bunch) -> bool:
        """Tell whether all children of a bunch are seen, or none."""
        if bunch.flags & OWN:
            return False
        return not bunch.flags & WINDOW or _way(self.sight, bunch, 0) != _LIVE

    def _is_open(self, own: Own) -> bool:
        return (own.publish_at is None or own.publish_at <= self.now) and (
            own.expire_at is None or self.now < own.expire_at
        )


@dataclass(frozen=True, slots=True)
class Part:
    """What somebody sees of a bunch."""

    bunch: Bunch
    seen: int
    """How many of its children; an estimate where there are many of which each is a matter of its own."""
    changed: int
    """Of how many of them he sees working copies."""
    is_sure: bool
    is_whole: bool
    """Whether he sees all of it."""


def is_place(db: sqlite3.Connection, place: int) -> bool:
    """Tell whether the catalog knows a folder."""
    return db.execute("SELECT 1 FROM place WHERE id = ?", (place,)).fetchone() is not None


def parts_of(db: sqlite3.Connection, place: int, seeing: Seeing) -> list[Part]:
    """Return what is seen of a folder, by its id."""
    bunches = map(Bunch._make, db.execute(_BUNCHES, (place,)).fetchall())
    return [part for each in bunches if (part := _part(db, each, seeing)).seen]


def _part(db: sqlite3.Connection, bunch: Bunch, seeing: Seeing) -> Part:
    number, copies = bunch.number, bool(bunch.flags & COPIES)
    if seeing.is_same_for_all(bunch):
        seen = number * seeing.sees(bunch, _NOTHING)
        changed = seen * (copies and seeing.edits(bunch, _NOTHING))
        return Part(bunch, seen, changed, is_sure=True, is_whole=True)
    seen = changed = 0
    for own in _sample(db, bunch):
        seen += seeing.sees(bunch, own)
        changed += copies and seeing.edits(bunch, own)
    scale = max(1.0, number / SAMPLE)
    return Part(
        bunch, round(seen * scale), round(changed * scale), number <= SAMPLE, is_whole=False
    )


def _sample(db: sqlite3.Connection, bunch: Bunch) -> Iterator[Own]:
    rows = db.execute(
        "SELECT own, publish_at, expire_at FROM entry WHERE bunch = ? LIMIT ?", (bunch.id, SAMPLE)
    )
    return map(Own._make, rows)


def _way(sight: Sight, bunch: Bunch, own: int) -> str:
    pair = (own or bunch.scope) * KINDS + bunch.kind
    if pair in sight.always.numbers:
        return _ALWAYS
    if bunch.owner and bunch.owner == sight.uid and pair in sight.own.numbers:
        return _ALWAYS
    return _LIVE if pair in sight.live.numbers else _NEVER
