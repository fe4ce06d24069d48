"""`contentsite restore INI SOURCE`: put a backup in the place of the database."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from contentsite.storage.restore import restore

from .app import ini_argument
from .backup import faults
from .database import database_of
from .progress import Progress

HELP = "put a backup in the place of the database, which is moved aside"


def arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    ini_argument(parser)
    parser.add_argument("source", metavar="SOURCE", type=Path, help="the folder of the backup")


def run(options: Namespace) -> int:
    """Restore; 1 when something in the backup needs a look."""
    database = database_of(options.ini)
    report = restore(options.source.resolve(), database.file, database.blobs, Progress())
    print(
        f"restored {report.objects} objects and {report.blobs} blobs "
        f"of the backup made {report.made}"
    )
    for path in report.moved_aside:
        print(f"what was there is now {path}")
    return faults(report.problems)
