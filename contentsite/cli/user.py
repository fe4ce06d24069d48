"""`contentsite user add|password|disable|enable|list INI`: who can sign in."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from contentsite.security.audit.recorder import record
from contentsite.security.people import people_of
from contentsite.security.principal import user_principal
from contentsite.security.user import User
from contentsite.settings import settings_of

from .actions import Actions, role_argument
from .actions import run as run
from .app import site_of
from .person import changing, give_roles, link_for, set_password, user_named

HELP = "add users, set their passwords, disable, enable and list them"


def arguments(parser: ArgumentParser) -> None:
    """Declare an argument parser for each action."""
    actions = Actions(parser, "the name to sign in by")
    add = actions.add("add", "add a user", add_user)
    add.add_argument("--title", default="", help="what others see, such as 'Ada Novak'")
    add.add_argument("--mail", default="", help="mail address, for a forgotten password")
    role_argument(add)
    password = actions.add("password", "set a user's password; all sessions end", change)
    for each in (add, password):
        each.add_argument(
            "--password-stdin", action="store_true", help="read the password from standard input"
        )
    actions.add("disable", "let a user sign in no more; all sessions end", disable)
    actions.add("enable", "let a user sign in again", enable)
    actions.add_without_name("list", "list users: name, state, mail, full name, groups", show)


def add_user(app: Any, options: Namespace) -> None:
    """Add a user with a password; without one a link is printed by which he sets it."""
    with changing(app) as site:
        people = people_of(site)
        user = people.add(User(name=options.name, title=options.title, mail=options.mail))
        has_password = set_password(user, stdin=options.password_stdin)
        give_roles(site, user_principal(user.uid), options.role)
        detail = ", ".join(["added", *options.role])
        record(site, "user", uid=user.uid, title=user.called, detail=detail)
    print(f"added: {options.name}")
    _finish(app, options, has_password=has_password)


def change(app: Any, options: Namespace) -> None:
    """Set a password, or print a link by which the user sets it."""
    with changing(app) as site:
        user = user_named(people_of(site), options.name)
        has_password = set_password(user, stdin=options.password_stdin)
        if has_password:
            record(site, "password", uid=user.uid, title=user.called)
    if has_password:
        print(f"the password was changed: {options.name}")
    _finish(app, options, has_password=has_password)


def _finish(app: Any, options: Namespace, *, has_password: bool) -> None:
    if has_password:
        return
    with site_of(app) as site:
        link = link_for(app, options.ini, user_named(people_of(site), options.name))
    minutes = settings_of(app.registry).security.reset_minutes
    print(f"By this link the password is set, once, within {minutes} minutes:\n{link}")


def disable(app: Any, options: Namespace) -> None:
    """Let a user sign in no more; the last Manager stays."""
    _enable(app, options.name, enabled=False)


def enable(app: Any, options: Namespace) -> None:
    """Let a user sign in again."""
    _enable(app, options.name, enabled=True)


def _enable(app: Any, name: str, *, enabled: bool) -> None:
    done = "enabled" if enabled else "disabled"
    with changing(app) as site:
        people = people_of(site)
        user = user_named(people, name)
        if user.enabled == enabled:
            print(f"is {done} already: {user.name}")
            return
        people.enable(user, enabled=enabled)
        record(site, "user", uid=user.uid, title=user.called, detail=done)
    print(f"{done}: {name}")


def show(app: Any, _options: Namespace) -> None:
    """Print a line a user, fields separated by tabs."""
    with site_of(app) as site:
        people = people_of(site)
        for row in people.rows():
            user = people.user(row.uid)
            groups = [people.group(uid) for uid in (user.groups if user else ())]
            names = ",".join(group.name for group in groups if group)
            state = "enabled" if row.enabled else "disabled"
            print(row.name, state, row.mail or "-", row.title or "-", names or "-", sep="\t")
