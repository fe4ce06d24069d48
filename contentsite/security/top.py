"""The roles that somebody has at the top of the site, and so everywhere below it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from contentsite.tree.root import Root

from .acl import ALLOW, BLOCK, grants, set_acl
from .managers import keeping_a_manager
from .people import People
from .principal import group_principal, user_principal
from .role import CONTRIBUTOR, EDITOR, MANAGER, READER, REVIEWER
from .user import User

OFFERED: Final = (READER, CONTRIBUTOR, EDITOR, REVIEWER, MANAGER)
"""Those that can be given for the site as a whole."""


def given_at_top(site: Root) -> Mapping[str, tuple[str, ...]]:
    """Return the roles that are given at the top of the site, by principal."""
    found: dict[str, tuple[str, ...]] = {}
    for _allow, principal, role in grants(site):
        found[principal] = (*found.get(principal, ()), role)
    return found


def roles_of(user: User, given: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the roles that a user has at the top of the site, himself or by a group."""
    principals = (user_principal(user.uid), *map(group_principal, user.groups))
    found = {role for principal in principals for role in given.get(principal, ())}
    return tuple(role for role in OFFERED if role in found)


def give_at_top(site: Root, people: People, principal: str, roles: Collection[str]) -> None:
    """Let a principal have these roles at the top, of those offered, and no others. Raises LastManager."""
    kept = [
        entry
        for entry in site.acl or ()
        if entry == BLOCK or entry[1] != principal or entry[2] not in OFFERED or entry[2] in roles
    ]
    new = [(ALLOW, principal, role) for role in OFFERED if role in roles]
    with keeping_a_manager(site, people):
        set_acl(site, [*kept, *new])
