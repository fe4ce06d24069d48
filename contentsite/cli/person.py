"""What the commands about people share: users and groups by name, passwords, and who is behind it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from difflib import get_close_matches
from getpass import getpass
from typing import Any

from pydantic import ValidationError

from contentsite.invite import origin
from contentsite.security.acl import ALLOW, set_acl
from contentsite.security.actor import Actor, act_as
from contentsite.security.password import check_password, hash_password
from contentsite.security.people import People, people_of
from contentsite.security.reset import new_token
from contentsite.security.user import Group, User
from contentsite.settings import settings_of
from contentsite.storage.connection import in_work
from contentsite.tree.root import Root

from .app import CommandError, site_of

BY_COMMAND = Actor("", "contentsite", "", "")
"""Who is behind what a command changes: whoever may use the machine."""


@contextmanager
def changing(app: Any, actor: Actor = BY_COMMAND) -> Iterator[Root]:
    """Give the site for changes; what its people refuse becomes a CommandError, and nothing is stored."""
    try:
        with site_of(app) as site:
            act_as(site._p_jar.transaction_manager.get(), actor)
            yield site
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise CommandError(f"{where}: {first['msg'].removeprefix('Value error, ')}") from error
    except ValueError as error:
        raise CommandError(str(error)) from error


def user_named(people: People, name: str) -> User:
    """Return a user; CommandError where there is none of this name."""
    user = people.named(name)
    if user is None:
        raise CommandError(_unknown("user", name, (row.name for row in people.rows())))
    return user


def actor_named(app: Any, name: str) -> Actor:
    """Return who is behind changes that are made as a user; CommandError where he may not sign in, or is not there."""
    with site_of(app) as site:
        user = user_named(people_of(site), name)
        if not user.enabled:
            raise CommandError(f"the account of {user.name!r} is disabled")
        return Actor(user.uid, user.name, "", "")


def group_named(people: People, name: str) -> Group:
    """Return a group; CommandError where there is none of this name."""
    group = people.group_named(name)
    if group is None:
        raise CommandError(_unknown("group", name, (each.name for each in people.groups())))
    return group


def _unknown(kind: str, name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, [*known], 1)
    return f"there is no {kind} {name!r}" + (f"; {near[0]!r} was meant?" if near else "")


def give_roles(site: Root, principal: str, roles: Iterable[str]) -> None:
    """Give roles for the whole site, besides those that are given already."""
    own = tuple(site.acl or ())
    set_acl(site, (*own, *((ALLOW, principal, role) for role in roles)))


def set_password(user: User, *, stdin: bool) -> bool:
    """Ask for a password and set it; False where there is nobody to ask, and a link has to be made.

    Raises ValueError for one that is refused, and CommandError for none.
    """
    if not stdin and not sys.stdin.isatty():
        return False
    text = _from_stdin() if stdin else _asked()
    try:
        check_password(text, user.name, user.mail)
    except ValueError as error:
        raise CommandError(f"the password {error}") from error
    user.set_password(hash_password(text))
    return True


def _from_stdin() -> str:
    text = sys.stdin.readline().rstrip("\r\n")
    if not text:
        raise CommandError("no password came on the standard input")
    return text


def _asked() -> str:
    text = getpass("Password: ")
    if getpass("The same again: ") != text:
        raise CommandError("these are two different passwords; nothing was done")
    return text


def link_for(app: Any, ini: str, user: User) -> str:
    """Return a link by which a user that is stored sets a password, once."""
    uid, epoch, now = user.uid, user.epoch, datetime.now(UTC)
    token = in_work(app.registry, lambda work: new_token(work, uid, epoch, now))
    return f"{origin(settings_of(app.registry), {'__file__': ini})}/@@reset?token={token}"
