"""What those who manage people do with an account: noted in the audit log, and told to whom it belongs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from contentsite.security.audit.recorder import record
from contentsite.security.people import people_of
from contentsite.security.principal import user_principal
from contentsite.security.reset import end_token
from contentsite.security.top import give_at_top
from contentsite.security.user import User
from contentsite.web.request import Request

from .letters import tell_of_mail, tell_of_password


def note_account(request: Request, user: User, detail: str) -> None:
    """Note in the audit log what was done with an account."""
    record(request.site, "user", uid=user.uid, title=user.called, detail=detail)


def add_account(request: Request, user: User) -> User:
    """Take up somebody new, and return him. Raises PersonTaken and Nameless."""
    people_of(request.site).add(user)
    note_account(request, user, "added")
    return user


def change_account(request: Request, user: User, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Change the names and the mail address of a user, and return what changed.

    Raises PersonTaken, Nameless and ValidationError; nothing is changed then.
    """
    old = user.mail
    changed = people_of(request.site).update(user, values)
    if changed:
        note_account(request, user, "changed: " + ", ".join(changed))
    if "mail" in changed:
        # a link that went to the old address opens the account no more
        end_token(request.work, user.uid)
        tell_of_mail(request, user, old)
    return changed


def set_password(request: Request, user: User, hashed: str) -> None:
    """Set the password of somebody else by its hash; all his sessions end."""
    user.set_password(hashed)
    end_token(request.work, user.uid)
    record(request.site, "password", uid=user.uid, title=user.called, detail="set for the user")
    tell_of_password(request, user)


def set_groups(request: Request, user: User, uids: tuple[str, ...]) -> None:
    """Let a user be in these groups and in no others. Raises LastManager, and KeyError for no group."""
    people = people_of(request.site)
    people.put_in_groups(user, uids)
    named = sorted(group.called for group in map(people.group, uids) if group)
    note_account(request, user, "groups: " + (", ".join(named) or "none"))


def set_roles(request: Request, user: User, roles: Collection[str]) -> None:
    """Let a user have these roles at the top of the site and no others. Raises LastManager."""
    give_at_top(request.site, people_of(request.site), user_principal(user.uid), roles)
    note_account(request, user, "roles at the top: " + (", ".join(roles) or "none"))


def remove_account(request: Request, user: User) -> None:
    """Forget a user. Raises LastManager."""
    called = user.called
    people_of(request.site).remove(user)
    end_token(request.work, user.uid)
    record(request.site, "user", uid=user.uid, title=called, detail="removed")
