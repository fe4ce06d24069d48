"""Who sees what: the scopes and kinds whose entries somebody may find.

The decision is that of `security/decide.py`, made once for each scope instead of once for each node.
An entry is found where the pair of its scope and its kind is allowed; what depends on its own window or
owner is compared in the query. Each node that is shown is asked for once more, on the node itself.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from contentsite.security.acl import NOBODY, roles_below
from contentsite.security.acl import TOP as AT_TOP
from contentsite.security.decide import Rules
from contentsite.security.principal import EVERYONE, Who
from contentsite.security.role import MANAGER, OWNER, VIEW, VISITOR
from contentsite.tree.window import PUBLISHED

from .entry import moment
from .layout import TOP

KINDS: Final = 4096
"""More than a site has kinds: the number of a pair is that of its scope times this, and that of its kind."""
Roles = frozenset[str]
_MANAGERS: Final = frozenset({MANAGER})
_AS_VISITOR: Final = frozenset({VISITOR})


@dataclass(frozen=True, slots=True)
class Scope:
    """One row of the table of scopes."""

    id: int
    parent: int
    acl: tuple[Any, ...] | None
    kind: int
    publish_at: int | None
    expire_at: int | None
    owner: str


@dataclass(frozen=True, slots=True)
class Scopes:
    """All scopes by id, and the kinds: (workflow, state) by number."""

    scopes: Mapping[int, Scope]
    kinds: Mapping[int, tuple[str, str]]


class Pairs(NamedTuple):
    """Pairs of a scope and a kind, by their numbers; also as a JSON list."""

    numbers: frozenset[int]
    json: str


@dataclass(frozen=True, slots=True)
class Sight:
    """The pairs of which somebody has a permission: on all, on what is live, and on his own."""

    always: Pairs
    live: Pairs
    own: Pairs
    uid: str
    until: int | None
    """From this moment on it is another one; None where no scope has a window that opens or closes."""


def read_scopes(db: sqlite3.Connection) -> Scopes:
    """Read the scopes and kinds of a catalog."""
    rows = db.execute("SELECT id, parent, acl, kind, publish_at, expire_at, owner FROM scope")
    scopes = {
        row[0]: Scope(row[0], row[1], row[2] and tuple(map(tuple, json.loads(row[2]))), *row[3:])
        for row in rows
    }
    kinds = {row[0]: (row[1], row[2]) for row in db.execute("SELECT * FROM kind")}
    return Scopes(scopes, kinds)


def sight_of(
    scopes: Scopes, who: Who, permission: str, now: datetime, workflows: Mapping[str, Rules]
) -> Sight:
    """Return what somebody has a permission on, besides seeing it."""
    looking = _Looking(scopes, who, moment(now) or 0, workflows)
    always, live, own = [], [], []
    for scope, roles in looking.reachable():
        for kind in scopes.kinds:
            pair = scope * KINDS + kind
            if looking.allows(kind, roles - _AS_VISITOR, permission):
                always.append(pair)
                continue
            if scopes.kinds[kind][1] == PUBLISHED and looking.allows(kind, roles, permission):
                live.append(pair)
            if who.uid and looking.allows(kind, roles - _AS_VISITOR | {OWNER}, permission):
                own.append(pair)
    return Sight(_pairs(always), _pairs(live), _pairs(own), who.uid, looking.until())


def _pairs(numbers: list[int]) -> Pairs:
    return Pairs(frozenset(numbers), json.dumps(numbers))


class _Looking:
    """What is found out for one person at one moment."""

    def __init__(self, scopes: Scopes, who: Who, now: int, workflows: Mapping[str, Rules]) -> None:
        self._scopes, self._who, self._now, self._workflows = scopes, who, now, workflows
        top = roles_below(NOBODY, AT_TOP, frozenset({EVERYONE}))
        self._inside: dict[int, Roles | None] = {TOP: top}

    def reachable(self) -> Iterator[tuple[int, Roles]]:
        """Yield each scope that can be seen, with the roles that are had in it."""
        yield TOP, self._inside[TOP] or NOBODY
        for scope in self._scopes.scopes:
            roles = self._roles_in(scope)
            if roles is not None:
                yield scope, roles

    def allows(self, kind: int, roles: Roles, permission: str) -> bool:
        """Tell whether these roles have the permission on what is of a kind, and may see it."""
        workflow, state = self._scopes.kinds[kind]
        rules = self._workflows.get(workflow)
        for each in {VIEW, permission}:
            if roles.isdisjoint(_MANAGERS if rules is None else rules.allowed(state, each)):
                return False
        return True

    def until(self) -> int | None:
        """Return the next moment at which a window of a scope opens or closes."""
        moments = (
            each for s in self._scopes.scopes.values() for each in (s.publish_at, s.expire_at)
        )
        return min(
            (each for each in moments if each is not None and each > self._now), default=None
        )

    def _roles_in(self, scope: int) -> Roles | None:
        """Return the roles had in a scope, None where it cannot be seen; without recursion, trees are deep."""
        way = []
        here: int | None = scope
        while here is not None and here not in self._inside:
            way.append(here)
            found = self._scopes.scopes.get(here)
            here = None if found is None else found.parent
        roles = None if here is None else self._inside[here]
        for each in reversed(way):
            roles = self._inside[each] = None if roles is None else self._within(each, roles)
        return roles

    def _within(self, scope: int, above: Roles) -> Roles | None:
        here = self._scopes.scopes[scope]
        roles = roles_below(above, here.acl, self._who.principals)
        own = roles | {OWNER} if here.owner and here.owner == self._who.uid else roles
        seen = own if self._is_live(here) else own - _AS_VISITOR
        return roles if self.allows(here.kind, seen, VIEW) else None

    def _is_live(self, scope: Scope) -> bool:
        return (
            self._scopes.kinds[scope.kind][1] == PUBLISHED
            and (scope.publish_at is None or scope.publish_at <= self._now)
            and (scope.expire_at is None or self._now < scope.expire_at)
        )
