"""What those who manage people do with a group: noted in the audit log, the same by forms and by JSON."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from contentsite.security.audit.recorder import record
from contentsite.security.people import people_of
from contentsite.security.principal import group_principal
from contentsite.security.top import give_at_top
from contentsite.security.user import Group, User
from contentsite.web.request import Request


def add_group(request: Request, group: Group) -> Group:
    """Take up another group, and return it. Raises PersonTaken and Nameless."""
    people_of(request.site).add_group(group)
    _note(request, group, "added")
    return group


def change_group(request: Request, group: Group, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Change the names of a group, and return what changed. Raises PersonTaken, Nameless and ValidationError."""
    changed = people_of(request.site).update_group(group, values)
    if changed:
        _note(request, group, "changed: " + ", ".join(changed))
    return changed


def set_group_roles(request: Request, group: Group, roles: Collection[str]) -> None:
    """Let a group have these roles at the top of the site and no others. Raises LastManager."""
    give_at_top(request.site, people_of(request.site), group_principal(group.uid), roles)
    _note(request, group, "roles at the top: " + (", ".join(roles) or "none"))


def set_member(request: Request, group: Group, user: User, *, is_member: bool) -> None:
    """Take somebody into a group, or let him leave it. Raises LastManager."""
    others = tuple(uid for uid in user.groups if uid != group.uid)
    people_of(request.site).put_in_groups(user, (*others, group.uid) if is_member else others)
    _note(request, group, f"member {'added' if is_member else 'removed'}: {user.name}")


def remove_group(request: Request, group: Group) -> None:
    """Forget a group: what was given to it is nobody's then. Raises LastManager."""
    people_of(request.site).remove_group(group)
    _note(request, group, "removed")


def _note(request: Request, group: Group, detail: str) -> None:
    record(request.site, "group", uid=group.uid, title=group.called, detail=detail)
