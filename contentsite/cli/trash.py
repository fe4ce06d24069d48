"""`contentsite trash INI`: what was deleted; put it back, or delete it for good."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

from contentsite.jobs.trash import expired, purge_items
from contentsite.security.actor import Actor
from contentsite.security.decide import may
from contentsite.security.people import people_of
from contentsite.security.role import ADD, MANAGE
from contentsite.settings import settings_of
from contentsite.tree.container import Container
from contentsite.tree.node import path_of
from contentsite.tree.root import Root
from contentsite.tree.trash import TrashItem
from contentsite.tree.trashing import place_for, restore
from contentsite.workflow.workflow import workflows_of

from .app import CommandError, app_of, ini_argument, node_at, site_of
from .person import BY_COMMAND, changing, user_named

HELP = "list what was deleted; restore it, or delete it for good"
DEEDS: Final = ("list", "restore", "purge")


def arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    ini_argument(parser)
    parser.add_argument("deed", choices=DEEDS, nargs="?", default="list", help="(default: list)")
    parser.add_argument("uids", metavar="UID", nargs="*", help="what the list begins a line with")
    parser.add_argument("--into", metavar="PATH", help="restore into another folder")
    parser.add_argument("--name", help="restore under another name")
    parser.add_argument("--as", dest="user", metavar="USER", help="whose permissions count")
    parser.add_argument(
        "--expired", action="store_true", help="purge what has been there for too long"
    )
    parser.add_argument("--all", action="store_true", help="purge all of it")


def run(options: Namespace) -> None:
    """List, restore or purge."""
    with app_of(options.ini) as app:
        if options.deed == "restore":
            _restore(app, options)
        elif options.deed == "purge":
            _purge(app, options)
        else:
            with site_of(app) as site:
                for line in lines(site, site.trash.items()):
                    print(line)


def lines(site: Root, items: Iterable[TrashItem]) -> Iterable[str]:
    """Yield a line an item: uid, moment, who, number of nodes, where it was, title."""
    people = people_of(site)
    for item in items:
        user = people.user(item.by) if item.by else None
        yield "\t".join(
            (
                item.uid,
                item.moment.isoformat(timespec="seconds"),
                user.name if user else "-",
                f"{item.number}{'+' if item.is_more else ''}",
                item.path + (" (being deleted for good)" if item.is_going else ""),
                item.title,
            )
        )


def _restore(app: Any, options: Namespace) -> None:
    if not options.uids or ((options.into or options.name) and len(options.uids) > 1):
        raise CommandError("name what to restore by its uid, with --into or --name only one")
    actor = BY_COMMAND
    if options.user:
        with site_of(app) as site:
            user = user_named(people_of(site), options.user)
            actor = Actor(user.uid, user.name, "", "")
    with changing(app, actor) as site:
        for uid in options.uids:
            item = _item(site, uid)
            target = node_at(site, options.into) if options.into else place_for(site, item)
            if not isinstance(target, Container):
                raise CommandError(f"{options.into} can hold nothing")
            _check(app.registry, site, item, options.user, target)
            restore(site, item, target, options.name)
            print("/" + "/".join((*path_of(target), options.name or item.name)))


def _purge(app: Any, options: Namespace) -> None:
    if not (options.uids or options.expired or options.all):
        raise CommandError("name what to purge by its uid, or say --expired or --all")
    actor = BY_COMMAND
    with site_of(app) as site:
        for uid in options.uids:
            _check(app.registry, site, _item(site, uid), options.user)
        uids = [*options.uids]
        if options.expired or options.all:
            _check(app.registry, site, None, options.user)
            days = settings_of(app.registry).trash.days
            now = datetime.now(UTC)
            oldest = [item.uid for item in site.trash.oldest()]
            uids += oldest if options.all else expired(site, now, days)
        if options.user:
            user = user_named(people_of(site), options.user)
            actor = Actor(user.uid, user.name, "", "")
    print(f"{purge_items(app.registry, dict.fromkeys(uids), actor)} deleted for good")


def _item(site: Root, uid: str) -> TrashItem:
    item = site.trash.get(uid)
    if item is None:
        raise CommandError(f"there is nothing of the uid {uid} in the trash")
    return item


def _check(
    registry: Any, site: Root, item: TrashItem | None, name: str, target: Container | None = None
) -> None:
    """Raise CommandError where a user may not do this; without a name whoever may use the machine does it."""
    if not name:
        return
    user = user_named(people_of(site), name)
    if not user.enabled:
        raise CommandError(f"the account of {user.name!r} is disabled")
    who, now, workflows = people_of(site).who(user), datetime.now(UTC), workflows_of(registry)
    is_his = item is not None and item.by == who.uid
    if not is_his and not may(site, who, MANAGE, now, workflows):
        raise CommandError(f"{name!r} may not do this with what others deleted")
    if target is not None and not may(target, who, ADD, now, workflows):
        raise CommandError(f"{name!r} may not add anything to {target.title!r}")
