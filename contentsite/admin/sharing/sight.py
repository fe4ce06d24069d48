"""Whether somebody to whom something is given can see it at all, and what stands in the way."""

from __future__ import annotations

from contentsite.security.decide import allowing, places
from contentsite.security.people import People
from contentsite.security.principal import (
    ANONYMOUS,
    ANYBODY,
    EVERYONE,
    SIGNED_IN,
    Who,
    group_principal,
)
from contentsite.security.role import VIEW
from contentsite.tree.node import Node
from contentsite.web.request import Request


def who_is(principal: str, people: People) -> Who | None:
    """Return somebody who is a principal, and of groups no more than that; None for one that is gone."""
    if principal == EVERYONE:
        return ANONYMOUS
    if principal == SIGNED_IN:
        return ANYBODY
    kind, _, uid = principal.partition(":")
    if kind == "group":
        if people.group(uid) is None:
            return None
        return Who("", "", "", frozenset({EVERYONE, SIGNED_IN, group_principal(uid)}))
    user = people.user(uid)
    return people.who(user) if user else None


def hidden_at(request: Request, node: Node, who: Who) -> Node | None:
    """Return the topmost node on the way down to this one that somebody may not see; None where he sees all."""
    for here, roles in places(node, who):
        if roles.isdisjoint(allowing(here, VIEW, request.now, request.workflows)):
            return here
    return None
