"""`contentsite group add|remove|join|leave|list INI`: users who are given roles together."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from contentsite.security.audit.recorder import record
from contentsite.security.people import people_of
from contentsite.security.principal import group_principal
from contentsite.security.user import Group

from .actions import Actions, role_argument
from .actions import run as run
from .app import CommandError, site_of
from .person import changing, give_roles, group_named, user_named

HELP = "add and remove groups, let users join and leave them, and list them"


def arguments(parser: ArgumentParser) -> None:
    """Declare an argument parser for each action."""
    actions = Actions(parser, "the short name of the group")
    add = actions.add("add", "add a group", add_group)
    add.add_argument("--title", default="", help="what others see, such as 'The editors'")
    role_argument(add)
    actions.add("remove", "remove a group; its users stay", remove_group)
    for name, words, do in (
        ("join", "put users into a group", join),
        ("leave", "take users out of a group", leave),
    ):
        moving = actions.add(name, words, do)
        moving.add_argument("users", metavar="USER", nargs="+", help="names of users")
    actions.add_without_name("list", "list groups: name, full name, users", show)


def add_group(app: Any, options: Namespace) -> None:
    """Add a group, with roles for the whole site where some were named."""
    with changing(app) as site:
        group = people_of(site).add_group(Group(name=options.name, title=options.title))
        give_roles(site, group_principal(group.uid), options.role)
        detail = ", ".join(["added", *options.role])
        record(site, "group", uid=group.uid, title=group.called, detail=detail)
    print(f"added: {options.name}")


def remove_group(app: Any, options: Namespace) -> None:
    """Remove a group; the last Manager stays."""
    with changing(app) as site:
        people = people_of(site)
        group = group_named(people, options.name)
        record(site, "group", uid=group.uid, title=group.called, detail="removed")
        people.remove_group(group)
    print(f"removed: {options.name}")


def join(app: Any, options: Namespace) -> None:
    """Put users into a group."""
    _move(app, options, is_in=True)


def leave(app: Any, options: Namespace) -> None:
    """Take users out of a group; CommandError for one who is not in it."""
    _move(app, options, is_in=False)


def _move(app: Any, options: Namespace, *, is_in: bool) -> None:
    with changing(app) as site:
        people = people_of(site)
        group = group_named(people, options.name)
        for user in [user_named(people, name) for name in options.users]:
            if not is_in and group.uid not in user.groups:
                raise CommandError(f"{user.name!r} is not in {group.name!r}; nothing was done")
            others = {*user.groups} - {group.uid}
            people.put_in_groups(user, (*others, group.uid) if is_in else tuple(others))
            said = f"{'joined' if is_in else 'left'}: {user.called}"
            record(site, "group", uid=group.uid, title=group.called, detail=said)
    print(f"{'joined' if is_in else 'left'} {options.name}: {', '.join(options.users)}")


def show(app: Any, _options: Namespace) -> None:
    """Print a line a group, fields separated by tabs."""
    with site_of(app) as site:
        people = people_of(site)
        for group in people.groups():
            users = [people.user(uid) for uid in group.members]
            names = ",".join(sorted(user.name for user in users if user))
            print(group.name, group.title or "-", names or "-", sep="\t")
