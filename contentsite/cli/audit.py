"""`contentsite audit INI`: who did what, where and when, newest first."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import Any, Final

from contentsite.security.audit.entry import ACTIONS, Found
from contentsite.security.audit.log import log_of
from contentsite.security.audit.query import wanted_of
from contentsite.security.audit.refusals import PART, Refusals
from contentsite.security.audit.search import Log, Wanted, search
from contentsite.storage.connection import WORK, opened, part_of

from .app import CommandError, app_of, ini_argument, site_of

HELP = "print who did what, where and when, and what was refused; newest first"

ASKED: Final = ("person", "node", "below", "action", "from", "to")
_STEP: Final = 500


def arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    ini_argument(parser)
    parser.add_argument("--person", default="", metavar="NAME", help="a sign-in name, or a uid")
    parser.add_argument("--node", default="", metavar="PATH", help="a path, or a uid")
    parser.add_argument(
        "--below",
        action="store_const",
        const="1",
        default="",
        help="also what stood below the path",
    )
    parser.add_argument("--action", default="", metavar="WORD", help=", ".join(ACTIONS))
    parser.add_argument("--from", default="", metavar="DAY", help="first day, or moment (UTC)")
    parser.add_argument("--to", default="", metavar="DAY", help="last day, or moment (UTC)")
    parser.add_argument("--limit", type=int, default=100, metavar="N", help="default: 100; 0: all")
    parser.add_argument("--json", action="store_true", help="a JSON object a line")


def run(options: Namespace) -> None:
    """Print the entries, fields separated by tabs."""
    asked = {name: getattr(options, name) for name in ASKED}
    with app_of(options.ini) as app, site_of(app) as site, opened(app.registry, WORK) as work:
        wanted, problems = wanted_of(site, asked)
        for name, reason in problems.items():
            raise CommandError(f"--{name}: {reason}")
        logs = (log_of(site), part_of(work.root(), PART, Refusals))
        for found in _found(logs, wanted, options.limit):
            print(json.dumps(_facts(found)) if options.json else _line(found))


def _found(logs: tuple[Log, ...], wanted: Wanted, limit: int) -> Iterator[Found]:
    """Yield so many entries, all where the limit is 0."""
    left, after = limit or float("inf"), None
    is_more = True
    while is_more and left > 0:
        batch = search(logs, wanted, int(min(left, _STEP)), after)
        yield from batch.found
        left -= len(batch.found)
        after = batch.after
        is_more = after is not None


def _facts(found: Found) -> dict[str, Any]:
    return {"moment": found.moment.isoformat(), **found.entry._asdict()}


def _line(found: Found) -> str:
    entry = found.entry
    who = entry.name or entry.who or "-"
    moment = found.moment.isoformat(timespec="seconds")
    what = entry.action + (f" ({entry.number})" if entry.number != 1 else "")
    where = entry.path or entry.title or "-"
    return "\t".join((moment, who, entry.address or "-", what, where, entry.detail))
