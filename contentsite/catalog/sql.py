"""The conditions of a question, in SQL; what was asked for is always a parameter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from .entry import plain_value
from .place import after
from .query import Query
from .sight import KINDS, Sight

PAIR: Final = f"((CASE e.own WHEN 0 THEN p.scope ELSE e.own END) * {KINDS} + e.kind)"
_LIVE: Final = (
    "(e.publish_at IS NULL OR e.publish_at <= :now) AND (e.expire_at IS NULL OR e.expire_at > :now)"
)
_IN: Final = PAIR + " IN (SELECT value FROM json_each(:{name}))"
ORDERS: Final = {
    "newest": "e.dated DESC, e.id DESC",
    "oldest": "e.dated, e.id",
    "modified": "e.modified DESC, e.id DESC",
    "-modified": "e.modified, e.id",
    "title": "e.sort_title, e.id",
    "-title": "e.sort_title DESC, e.id DESC",
}


class Conditions:
    """Conditions that must all hold, and their parameters."""

    def __init__(self, now: int) -> None:
        self.parameters: dict[str, Any] = {"now": now}
        self._all: list[str] = []

    def add(self, condition: str, **parameters: Any) -> None:
        """Add a condition; its parameters have names of their own."""
        self._all.append(condition)
        self.parameters |= parameters

    def __str__(self) -> str:
        return " AND ".join(self._all) or "1"


def add_sight(conditions: Conditions, sight: Sight, copies: Sight | None) -> None:
    """Let nothing be found that somebody may not see, and of working copies none that he may not edit."""
    published = _seen(conditions, sight, "seen")
    if copies is None:
        conditions.add(f"e.id % 2 = 0 AND {published}")
    else:
        edited = _seen(conditions, copies, "edit")
        conditions.add(f"CASE e.id % 2 WHEN 0 THEN {published} ELSE {edited} AND {published} END")


def _seen(conditions: Conditions, sight: Sight, name: str) -> str:
    """Return the condition that a pair is one that somebody has the permission on."""
    ways = []
    for way, pairs, more in (
        ("always", sight.always, ""),
        ("live", sight.live, f" AND {_LIVE}"),
        ("own", sight.own, " AND e.owner = :uid"),
    ):
        if pairs.numbers:
            key = f"{name}_{way}"
            conditions.parameters[key] = pairs.json
            ways.append("(" + _IN.format(name=key) + more + ")")
    conditions.parameters["uid"] = sight.uid
    return f"({' OR '.join(ways) or '0'})"


def add_filters(conditions: Conditions, query: Query) -> None:
    """Add what a question asks for besides its words and its place."""
    if query.types:
        conditions.add(_any("e.type", "type", len(query.types)), **_named("type", query.types))
    if query.owner:
        conditions.add("e.owner = :owner", owner=query.owner)
    if query.states:
        kinds = _any("state", "state", len(query.states))
        conditions.add(
            f"e.kind IN (SELECT id FROM kind WHERE {kinds})", **_named("state", query.states)
        )
    if query.listed_only:
        conditions.add("e.listed")
    _add_values(conditions, query)


def _add_values(conditions: Conditions, query: Query) -> None:
    """Add what tags, the moment that it stands under and indexed fields have to be."""
    for number, tag in enumerate(query.tags):
        conditions.add(_fact(f"tag{number}", "="), **_fact_named(f"tag{number}", "tags", tag))
    for name, sign, moment in (("since", ">=", query.since), ("until", "<", query.until)):
        if moment is not None:
            conditions.add(f"e.dated {sign} :{name}", **{name: plain_value(moment)})
    for number, (name, value) in enumerate(query.fields.items()):
        _add_field(conditions, f"field{number}", name, value)


def _add_field(conditions: Conditions, key: str, name: str, value: Any) -> None:
    bounds = zip((">=", "<"), value, strict=True) if isinstance(value, tuple) else [("=", value)]
    for number, (sign, bound) in enumerate(bounds):
        if bound is not None:
            each = f"{key}_{number}"
            conditions.add(_fact(each, sign), **_fact_named(each, name, plain_value(bound)))


def _fact(key: str, sign: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM fact f WHERE f.field = :{key}_name AND f.value {sign} :{key}"
        " AND f.id = e.id)"
    )


def _fact_named(key: str, field: str, value: Any) -> dict[str, Any]:
    return {f"{key}_name": field, key: value}


def add_place(conditions: Conditions, place: int, path: str, depth: int, query: Query) -> None:
    """Let only what is at or below a container be found, to the depth that is asked for."""
    conditions.parameters |= {"path": path, "path_end": after(path), "at": place}
    below = "p.path >= :path AND p.path < :path_end"
    if query.depth is None:
        conditions.add(f"(({below}) OR e.id >> 1 = :at >> 1)")
    else:
        conditions.add(f"{below} AND p.depth < :depth", depth=depth + query.depth)


def _any(column: str, name: str, number: int) -> str:
    return f"{column} IN ({', '.join(_names(name, number))})"


def _names(name: str, number: int) -> Iterator[str]:
    return (f":{name}{each}" for each in range(number))


def _named(name: str, values: tuple[str, ...]) -> dict[str, str]:
    return {f"{name}{number}": value for number, value in enumerate(values)}
