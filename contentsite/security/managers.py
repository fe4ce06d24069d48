"""That a site keeps somebody who may manage it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from contentsite.tree.node import hold_only
from contentsite.tree.root import Root

from .acl import grants
from .principal import group_principal, user_principal
from .role import MANAGER

if TYPE_CHECKING:
    from .people import People
    from .user import User


class LastManager(ValueError):  # noqa: N818
    """Nobody would be left who may manage the site; the transaction of the attempt has to be aborted."""


def managers(site: Root, people: People) -> Iterator[User]:
    """Yield the users who are enabled and have the role Manager at the top of the site, some of them twice."""
    for _allow, principal, role in grants(site):
        if role == MANAGER:
            for user in _users(principal, people):
                if user.enabled:
                    yield user


def _users(principal: str, people: People) -> Iterator[User]:
    _kind, _, uid = principal.partition(":")
    group = people.group(uid) if principal == group_principal(uid) else None
    uids = group.members if group else (uid,) if principal == user_principal(uid) else ()
    return (user for user in map(people.user, uids) if user is not None)


@contextmanager
def keeping_a_manager(site: Root, people: People) -> Iterator[None]:
    """Raise LastManager at the end of the block when it took away the last one who may manage the site.

    Two who take each other away at the same time conflict, and one of them is tried again.
    """
    had_one = any(managers(site, people))
    yield
    left = next(managers(site, people), None)
    if left is not None:
        # what makes him one: that he is enabled and in his groups, and what is given at the top
        hold_only(left)
        hold_only(site)
    elif had_one:
        raise LastManager(
            "nobody would be left who may manage the site; make somebody Manager first"
        )
