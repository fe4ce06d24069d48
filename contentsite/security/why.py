"""Why somebody may, or may not, do something here: the decision of `decide.may`, entry by entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final, NamedTuple

from contentsite.sentence import _
from contentsite.tree.node import Node, root_of, written_path

from .acl import BLOCK, TOP, Entry, is_blocked
from .decide import Rules, allowing, may, places
from .people import People
from .principal import EVERYONE, SIGNED_IN, Who
from .role import MANAGE, OWNER, VIEW

ALL: Final[Mapping[str, str]] = {
    EVERYONE: _("everyone"),
    SIGNED_IN: _("everyone who is signed in"),
}


class Weighed(NamedTuple):
    """One entry of an access control list, and whether it speaks of the one who is asked about."""

    entry: Entry
    called: str
    """What people call its principal."""
    applies: bool


class Level(NamedTuple):
    """One node of the lineage."""

    path: str
    title: str
    state: str
    is_blocked: bool
    is_owner: bool
    entries: tuple[Weighed, ...]
    roles: tuple[str, ...]
    """What he is here, inherited roles included."""
    needed: tuple[str, ...]
    """The roles that may view this node as it is now."""
    is_viewed: bool


class Explanation(NamedTuple):
    """A decision with all that led to it."""

    is_allowed: bool
    permission: str
    levels: tuple[Level, ...]
    """From the top down to the node; it ends at the first one that may not be viewed."""
    needed: tuple[str, ...]
    """The roles that have the permission on the node as it is now."""
    by: tuple[str, ...]
    """Those of them that he has."""


def explain(
    node: Node,
    who: Who,
    permission: str,
    now: datetime,
    workflows: Mapping[str, Rules],
    people: People,
) -> Explanation:
    """Return why somebody has a permission on a node, or has not."""
    asked = root_of(node) if permission == MANAGE else node
    levels = tuple(_levels(asked, who, now, workflows, people))
    needed = allowing(asked, permission, now, workflows)
    reached = bool(levels) and levels[-1].is_viewed
    return Explanation(
        is_allowed=may(node, who, permission, now, workflows),
        permission=permission,
        levels=levels,
        needed=tuple(sorted(needed)),
        by=tuple(sorted(needed.intersection(levels[-1].roles))) if reached else (),
    )


def _levels(
    node: Node, who: Who, now: datetime, workflows: Mapping[str, Rules], people: People
) -> Iterator[Level]:
    for number, (here, roles) in enumerate(places(node, who)):
        entries = tuple(entry for entry in here.acl or () if entry != BLOCK)
        needed = allowing(here, VIEW, now, workflows)
        level = Level(
            path=written_path(here),
            title=here.title,
            state=here.state,
            is_blocked=is_blocked(here),
            is_owner=OWNER in roles,
            entries=tuple(
                Weighed(entry, called(entry[1], people), entry[1] in who.principals)
                for entry in ((*TOP, *entries) if number == 0 else entries)
            ),
            roles=tuple(sorted(roles)),
            needed=tuple(sorted(needed)),
            is_viewed=not roles.isdisjoint(needed),
        )
        yield level
        if not level.is_viewed:
            return


def called(principal: str, people: People) -> str:
    """Return what people call a principal; empty for a user or group that is gone."""
    if principal in ALL:
        return ALL[principal]
    kind, _, uid = principal.partition(":")
    found = people.group(uid) if kind == "group" else people.user(uid)
    return found.called if found else ""


def sentences(found: Explanation, name: str) -> Iterator[str]:
    """Yield the explanation in plain words, line by line."""
    yield f"{name} {'may' if found.is_allowed else 'may not'} {found.permission} here."
    for level in found.levels:
        yield f"{level.path} ({level.title}, {level.state})"
        if level.is_blocked:
            yield "  deny everyone *: nothing is inherited from above, but for Managers"
        for (action, principal, role), who, applies in level.entries:
            mark = "applies" if applies else "does not apply"
            yield f"  {action} {who or 'somebody who is gone'} ({principal}) {role}: {mark}"
        if level.is_owner:
            yield "  made it: Owner"
        yield f"  is here: {', '.join(level.roles) or 'nothing'}"
        if not level.is_viewed:
            yield f"  and cannot see it: that takes one of {', '.join(level.needed) or 'no role'}"
            return
    yield f"{found.permission} takes one of: {', '.join(found.needed) or 'no role'}"
    yield f"has: {', '.join(found.by) or 'none of them'}"
