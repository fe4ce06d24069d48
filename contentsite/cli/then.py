"""`contentsite history INI PATH --at MOMENT`: a node as it was; what differs, and bringing it back."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from contentsite.past.plan import GONE, REFUSED, UNTRASHED, VALUES, Plan, plan
from contentsite.past.restore import bring_back
from contentsite.past.values import values_then
from contentsite.security.hindsight import Hindsight
from contentsite.security.people import people_of
from contentsite.security.principal import Who
from contentsite.storage.connection import SiteError, site_in
from contentsite.storage.past import OutOfReach, beginning_of, past_opened
from contentsite.tree.node import Node
from contentsite.tree.root import Root
from contentsite.versions.compare import compare_values
from contentsite.web.clock import end_in
from contentsite.workflow.workflow import workflows_of

from .app import CommandError, node_at, site_of
from .person import actor_named, changing, user_named


def arguments(parser: ArgumentParser) -> None:
    """Declare the arguments about the past."""
    parser.add_argument(
        "--at",
        metavar="MOMENT",
        help="as it was then, at the path of then: 2026-11-01T09:00 (UTC), or a day, which is its end",
    )
    parser.add_argument(
        "--below", action="store_true", help="with --at and --restore: with all that was below it"
    )


def run(app: Any, options: Namespace) -> None:
    """Print what differs between then and now, or bring back what was then."""
    moment = _moment(options.at)
    if options.restore is None:
        with site_of(app) as today, _site_then(today, moment) as site:
            _print(node_at(site, options.path), today)
        return
    if options.restore or not options.user:
        raise CommandError("with --at write --restore without a number, and --as USER")
    with changing(app, actor_named(app, options.user)) as today, _site_then(today, moment) as site:
        people = people_of(today)
        who = people.who(user_named(people, options.user))
        sight = Hindsight(today, who, datetime.now(UTC), workflows_of(app.registry))
        _restore(node_at(site, options.path), sight, moment, who, below=options.below)


def _moment(text: str) -> datetime:
    try:
        return end_in(text, UTC, "UTC")
    except ValueError as error:
        raise CommandError(f"--at {text}: {error}") from error


@contextmanager
def _site_then(today: Root, moment: datetime) -> Iterator[Root]:
    """Give the site as it was; CommandError where nothing is kept of that moment."""
    connection = today._p_jar
    try:
        with past_opened(connection.db(), moment, connection.transaction_manager) as past:
            yield site_in(past)
    except (OutOfReach, SiteError) as error:
        begins = beginning_of(connection.db())
        raise CommandError(
            f"nothing is kept of that moment; the past begins at {begins.isoformat()}"
        ) from error


def _print(then: Node, today: Root) -> None:
    now = today.find(then.uid)
    if now is None:
        print("it is not there any more")
        return
    found = compare_values(now, values_then(then, now._p_jar), now.field_values())
    for each in found:
        print(f"{each.name}: {each.before!r} -> {each.after!r}")
    if not found:
        print("nothing differs")


def _restore(then: Node, sight: Hindsight, moment: datetime, who: Who, *, below: bool) -> None:
    if not sight.sees(then):
        raise CommandError(f"{who.name!r} may not do this there")
    found = plan(then, sight, below=below)
    bring_back(found, sight, moment)
    for line in _told(found):
        print(line)


def _told(found: Plan) -> Iterator[str]:
    yield f"{found.number(VALUES)} as they were (published ones wait to be published)"
    yield f"{found.number(GONE)} that were gone are back"
    yield f"{found.number(UNTRASHED)} restored from the trash, with all that is below them"
    yield f"{found.number(REFUSED)} stay as they are"
    for title, reason in found.refusals:
        yield f"  {title or '(not for this user)'}: {reason}"
