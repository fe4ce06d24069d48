"""`contentsite backup INI TARGET`: copy records and blobs, while the site runs."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from contentsite.storage.backup import backup

from .app import ini_argument
from .database import database_of
from .progress import Progress

HELP = "copy the database into a folder: all at first, then what is new; the copy is checked"


def arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    ini_argument(parser)
    parser.add_argument("target", metavar="TARGET", type=Path, help="the folder for the backup")


def run(options: Namespace) -> int:
    """Make the backup; 1 when something in it needs a look."""
    database = database_of(options.ini)
    report = backup(database.file, database.blobs, options.target.resolve(), Progress())
    print(
        f"{report.kind} backup: {report.objects} objects, {report.blobs} blobs, "
        f"{report.size} bytes in {report.target}"
    )
    return faults(report.problems)


def faults(problems: tuple[str, ...]) -> int:
    """Print faults; return the exit status."""
    for problem in problems:
        print(f"  {problem}")
    return 1 if problems else 0
