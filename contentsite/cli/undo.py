"""`contentsite undo INI`: what was changed; one change taken back, as far as nothing was built on it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final

from contentsite.security.actor import Actor
from contentsite.security.people import people_of
from contentsite.tree.root import Root
from contentsite.undo.change import PART, Change, Refusal
from contentsite.undo.log import changes_of
from contentsite.undo.mark import is_undone
from contentsite.undo.rights import Rights
from contentsite.undo.undo import plan, undo
from contentsite.workflow.workflow import workflows_of

from .app import CommandError, app_of, ini_argument, site_of
from .person import BY_COMMAND, changing, user_named

HELP = "list what was changed, or undo one change"
LIST: Final = "list"


def arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    ini_argument(parser)
    parser.add_argument(
        "change", metavar="ID", nargs="?", default=LIST, help="what the list begins a line with"
    )
    parser.add_argument("--as", dest="user", metavar="USER", help="whose permissions count")
    parser.add_argument("--number", type=int, default=50, help="how many are listed (default: 50)")
    parser.add_argument("--dry-run", action="store_true", help="say only what would be done")


def run(options: Namespace) -> int:
    """List, or undo; the status is 1 where something was refused."""
    with app_of(options.ini) as app:
        if options.change == LIST:
            with site_of(app) as site:
                for line in islice(lines(site), options.number):
                    print(line)
            return 0
        with site_of(app) as site:
            rights = _rights(app.registry, site, options.user)
        actor = Actor(rights.who.uid, rights.who.name, "", "") if rights.who else BY_COMMAND
        with changing(app, actor) as site:
            return _undo(site, options, rights)


def lines(site: Root) -> Iterator[str]:
    """Yield a line a change, the newest first: id, moment, who, what, where."""
    for change in changes_of(site).changes():
        paths = _paths(change) or "(too many to be undone)"
        yield "\t".join(
            (
                change.id,
                change.moment.isoformat(timespec="seconds"),
                change.name or "-",
                change.action + (" (undone)" if is_undone(site, change) else ""),
                paths,
            )
        )


def _paths(change: Change) -> str:
    """Return where a change was; of a large one, of as many items as one record holds."""
    more = len(change.items) - PART
    paths = [item.path for item in islice(change.items, PART)]
    return ", ".join([*paths, f"... and {more} more"] if more > 0 else paths)


def _rights(registry: Any, site: Root, name: str) -> Rights:
    who = None
    if name:
        user = user_named(people_of(site), name)
        if not user.enabled:
            raise CommandError(f"the account of {name!r} is disabled")
        who = people_of(site).who(user)
    return Rights(who, datetime.now(UTC), workflows_of(registry))


def _undo(site: Root, options: Namespace, rights: Rights) -> int:
    change = changes_of(site).get(options.change)
    if change is None:
        raise CommandError(f"there is no change {options.change}, or not any more")
    if change.is_too_large:
        raise CommandError("it was about too many pages to be undone")
    found = (plan if options.dry_run else undo)(site, change, rights)
    word = "would be undone" if options.dry_run else "undone"
    for number in found.done:
        print(f"{change.items[number].path}: {word}")
    for number, refusal in found.refused:
        print(f"{change.items[number].path}: {_in_words(refusal)}")
    if found.id:
        print(f"redo: contentsite undo {options.ini} {found.id}")
    return 1 if found.refused else 0


def _in_words(refusal: Refusal) -> str:
    if refusal.moment is None:
        return refusal.reason
    return f"{refusal.reason} ({refusal.by or '-'}, {refusal.moment:%Y-%m-%d %H:%M})"
