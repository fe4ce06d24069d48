"""`contentsite import INI SOURCE`: bring in a WordPress export or a folder of Markdown files."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from contentsite.declaration import types_of
from contentsite.exchange.guess import guess_format
from contentsite.exchange.item import Source, UidOf
from contentsite.exchange.load import Report, load
from contentsite.exchange.markdown import read_markdown
from contentsite.exchange.scope import source_uids
from contentsite.exchange.wxr import read_wxr
from contentsite.storage.connection import site_in
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.types.folder import Folder

from .app import CommandError, app_of, ini_argument, opened
from .progress import Progress

NAME = "import"
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
    """Read the source, then write it, then report what could not be imported."""
    kind = options.format or guess_format(options.source)
    app = app_of(options.ini)
    with opened(app.registry) as connection:
        into = folders(site_in(connection), options.into)
        uid_of = source_uids(into, options.source, kind)
        source = read(kind, options, uid_of)
        progress = Progress()
        manager = connection.transaction_manager

        def commit() -> None:
            manager.commit()
            manager.begin()

        report = load(
            source, into, types_of(app.registry), uid_of, commit=commit, progress=progress
        )
        progress.close()
    show(report)
    return 0


def read(kind: str, options: Namespace, uid_of: UidOf) -> Source:
    """Read the source in its format; nothing is written."""
    if kind == "wxr":
        return read_wxr(options.source, uid_of, options.files)
    return read_markdown(options.source, uid_of)


def folders(site: Any, path: str) -> Container:
    """Return the container at a path, making published folders where there are none."""
    here: Any = site
    for name in filter(None, path.split("/")):
        child = here.get(name)
        if child is None:
            child = here.add(name, Folder(title=name.replace("-", " ").capitalize()))
            child.publish()
        if not isinstance(child, Container):
            what = child.title if isinstance(child, Node) else name
            raise CommandError(f"{what!r} on the way to {path} cannot hold pages")
        here = child
    found: Container = here
    return found


def show(report: Report) -> None:
    """Print what was done and what could not be done."""
    print(f"{report.made} made, {report.updated} updated, {report.unchanged} unchanged")
    if report.problems:
        print(f"{len(report.problems)} things could not be imported as they are:")
    for problem in report.problems:
        print(f"  {problem.where}: {problem.reason}")
