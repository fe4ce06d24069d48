"""One decision: whether somebody may do something with a node at depth 5."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from contentsite.security.acl import ALLOW, set_acl
from contentsite.security.decide import may
from contentsite.security.principal import ANONYMOUS, EVERYONE, SIGNED_IN, Who, user_principal
from contentsite.tree.node import Node
from contentsite.types.site import Site
from contentsite.workflow.simple import SIMPLE

from .clock import fastest
from .content import folder
from .figure import Figure
from .scale import Scale

DEPTH = 5
GRANTS = 20
WORKFLOWS = {"simple": SIMPLE}


def permission(scale: Scale) -> Iterator[Figure]:
    """Measure decisions about a node, with roles that were given to others on the way and to one at the end."""
    node, now = _deep(), datetime.now(UTC)
    principals = frozenset({EVERYONE, SIGNED_IN, user_principal("me"), "group:a", "group:b"})
    editor = Who("me", "me", "Me", principals)
    found = fastest(
        {
            "edit": lambda: may(node, editor, "edit", now, WORKFLOWS),
            "view": lambda: may(node, ANONYMOUS, "view", now, WORKFLOWS),
        },
        scale.rounds,
        scale.calls,
    )
    where = f"depth {DEPTH}, {GRANTS} roles given on the way"
    yield Figure(f"may an Editor edit: {where}", found["edit"] * 1e6, "µs", most=20)
    yield Figure(f"may a visitor view: {where}", found["view"] * 1e6, "µs", most=20)


def _deep() -> Node:
    here = Site(title="Site")
    for level in range(DEPTH):
        below = folder(f"Level {level}")
        here.add(f"level-{level}", below)
        here = below
        own = [
            (ALLOW, user_principal(f"{level}-{number}"), "Editor")
            for number in range(GRANTS // DEPTH)
        ]
        set_acl(here, own)
    set_acl(here, [*(here.acl or ())[1:], (ALLOW, user_principal("me"), "Editor")])
    return here
