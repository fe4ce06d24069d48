"""`contentsite import INI SOURCE`: bring in a WordPress export or a folder of Markdown files."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import closing
from pathlib import Path

from contentsite.declaration import types_of
from contentsite.exchange.guess import guess_format
from contentsite.exchange.item import Source, UidOf
from contentsite.exchange.load import Report, load
from contentsite.exchange.markdown.reader import read_markdown
from contentsite.exchange.place import Place, PlaceError, place_at
from contentsite.exchange.scope import source_uids
from contentsite.exchange.wxr.reader import read_wxr
from contentsite.storage.connection import opened, site_in
from contentsite.tree.root import Root

from .app import CommandError, app_of, ini_argument
from .progress import Progress

HELP = "import a WordPress export (WXR) or a folder of Markdown files; again to update"


def arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    ini_argument(parser)
    parser.add_argument("source", metavar="SOURCE", type=Path, help="the WXR file, or the folder")
    parser.add_argument(
        "--into",
        metavar="PATH",
        default="/",
        help="where to put it; made, as folders, where missing",
    )
    parser.add_argument("--format", choices=("wxr", "markdown"), help="guessed when not given")
    parser.add_argument(
        "--files", metavar="DIR", type=Path, help="where the uploads of a WordPress site lie"
    )


def run(options: Namespace) -> int:
    """Read the source and check it, then write it, then report what could not be imported."""
    kind = options.format or guess_format(options.source)
    with app_of(options.ini) as app, opened(app.registry) as connection:
        place = found_place(site_in(connection), options.into)
        uid_of = source_uids(place.uid, options.source, kind)
        source = read(kind, options, uid_of)
        manager = connection.transaction_manager

        def commit() -> None:
            manager.commit()
            manager.begin()

        with closing(Progress()) as progress:
            report = load(
                source, place, types_of(app.registry), uid_of, commit=commit, progress=progress
            )
    show(report)
    return 0


def read(kind: str, options: Namespace, uid_of: UidOf) -> Source:
    """Read the source in its format; nothing is written."""
    if kind == "wxr":
        return read_wxr(options.source, uid_of, options.files)
    return read_markdown(options.source, uid_of)


def found_place(site: Root, path: str) -> Place:
    """Return the place of a path; nothing is made yet. CommandError where nothing can be."""
    try:
        return place_at(site, path)
    except PlaceError as error:
        raise CommandError(str(error)) from error


def show(report: Report) -> None:
    """Print what was done and what could not be done."""
    print(report.summary)
    if report.problems:
        print(f"{len(report.problems)} things could not be imported as they are:")
    for problem in report.problems:
        print(f"  {problem.where}: {problem.reason}")
