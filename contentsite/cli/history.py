"""`contentsite history INI PATH`: the versions of a node; comparing two, restoring one."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from typing import Any

from contentsite.security.decide import may
from contentsite.security.people import people_of
from contentsite.security.role import EDIT
from contentsite.tree.node import Node
from contentsite.tree.root import Root
from contentsite.versions.compare import Difference, compare
from contentsite.versions.history import NoVersion, versions_of
from contentsite.versions.restore import restore
from contentsite.versions.words import GONE, NEW
from contentsite.workflow.workflow import workflows_of

from . import then
from .app import CommandError, app_of, ini_argument, node_at, site_of
from .person import actor_named, changing, user_named

HELP = "list the versions of a node, compare two of them, or restore one as a user"


def arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    ini_argument(parser)
    parser.add_argument("path", metavar="PATH", help="path of the node, such as /news")
    parser.add_argument("--compare", nargs=2, type=int, metavar=("A", "B"), help="what differs")
    parser.add_argument(
        "--restore",
        type=int,
        nargs="?",
        const=0,
        metavar="N",
        help="make it what it was in version N, or at the moment of --at",
    )
    then.arguments(parser)
    parser.add_argument("--as", dest="user", metavar="USER", help="whose permissions count")


def run(options: Namespace) -> None:
    """Print the versions or what differs, or restore one."""
    with app_of(options.ini) as app:
        try:
            if options.at:
                then.run(app, options)
            elif options.restore is None:
                with site_of(app) as site:
                    _print(node_at(site, options.path), options.compare)
            else:
                _restore_as(app, options)
        except NoVersion as error:
            raise CommandError(str(error)) from error


def _print(node: Node, compared: list[int] | None) -> None:
    if compared is None:
        for each in versions_of(node):
            moment = f"{each.moment:%Y-%m-%d %H:%M}"
            print(each.number, moment, each.name or "-", each.what, each.comment, sep="\t")
        return
    for difference in compare(node, *compared):
        print(f"{_where(difference)}: {_in_words(difference)}")


def _where(difference: Difference) -> str:
    """Return the name of a field, or that of a field in a block: blocks.3.headline."""
    inside = difference.inside
    if inside is None:
        return difference.name
    part = inside.spec.name if inside.spec else f"{inside.kind} {inside.what}"
    return f"{difference.name}.{inside.place}.{part}"


def _in_words(difference: Difference) -> str:
    """Return what differs: words that went in [-...-], words that came in {+...+}."""
    if not difference.parts:
        return f"{difference.before!r} -> {difference.after!r}"
    marks = {GONE: "[-{}-]", NEW: "{{+{}+}}"}
    return "".join(marks.get(part.kind, "{}").format(part.text) for part in difference.parts)


def _restore_as(app: Any, options: Namespace) -> None:
    if not options.user:
        raise CommandError("--restore needs --as USER: whose permissions count")
    if not options.restore:
        raise CommandError("--restore needs the number of a version, or --at MOMENT")
    with changing(app, actor_named(app, options.user)) as site:
        _restore(app.registry, site, options)


def _restore(registry: Any, site: Root, options: Namespace) -> None:
    people = people_of(site)
    who, node = people.who(user_named(people, options.user)), node_at(site, options.path)
    if not may(node, who, EDIT, datetime.now(UTC), workflows_of(registry)):
        why = f"contentsite why {options.ini} {who.name} edit {options.path}"
        raise CommandError(f"{who.name!r} may not do this there; ask: {why}")
    done = restore(node, options.restore)
    waits = " (waits to be published)" if node._working is not None else ""
    print(f"{options.path}: {', '.join(done.names) or 'nothing'} restored{waits}")
    if done.left_out:
        print(f"left out, since its type has them no more: {', '.join(done.left_out)}")
