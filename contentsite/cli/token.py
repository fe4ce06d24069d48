"""`contentsite token make|list|end INI NAME`: tokens by which programs come in a user's name."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from typing import Any

from contentsite.security.audit.recorder import record
from contentsite.security.people import people_of
from contentsite.security.role import PERMISSIONS
from contentsite.security.token import LONGEST, end_access, make_token, tokens_of

from .actions import Actions
from .actions import run as run
from .app import CommandError, site_of
from .person import changing, user_named

HELP = "make tokens for programs, list them and take them away"


def arguments(parser: ArgumentParser) -> None:
    """Declare an argument parser for each action."""
    actions = Actions(parser, "the sign-in name of the user")
    new = actions.add("make", "make a token, and print it: it is not shown again", make)
    new.add_argument("--for", dest="purpose", required=True, help="what it is for")
    new.add_argument(
        "--scope",
        action="append",
        default=[],
        choices=PERMISSIONS,
        help="what it may do besides viewing, where the user may; may be given several times",
    )
    new.add_argument("--days", type=int, default=90, help=f"how long it holds: 1 to {LONGEST}")
    actions.add("list", "list a user's tokens: what for, scope, until", show)
    end = actions.add("end", "take a token away", take)
    end.add_argument("--for", dest="purpose", required=True, help="what it was for")


def make(app: Any, options: Namespace) -> None:
    """Make a token and print it."""
    with changing(app) as site:
        user = user_named(people_of(site), options.name)
        now = datetime.now(UTC)
        token, secret = make_token(user, options.purpose, options.scope, now, options.days)
        detail = f"made: {token.name} ({', '.join(token.scope)})"
        record(site, "token", uid=user.uid, title=user.called, detail=detail)
    print(secret)


def show(app: Any, options: Namespace) -> None:
    """Print a line a token, fields separated by tabs."""
    with site_of(app) as site:
        for token in tokens_of(user_named(people_of(site), options.name)):
            print(token.name, ",".join(token.scope), f"{token.until:%Y-%m-%d}", sep="\t")


def take(app: Any, options: Namespace) -> None:
    """Take a token away, by what it was for."""
    with changing(app) as site:
        user = user_named(people_of(site), options.name)
        found = [each for each in tokens_of(user) if each.name == options.purpose]
        if not found:
            raise CommandError(f"{user.name} has no token for {options.purpose!r}")
        end_access(user, found[0].uid)
        detail = f"taken away: {options.purpose}"
        record(site, "token", uid=user.uid, title=user.called, detail=detail)
    print(f"taken away: {options.purpose}")
