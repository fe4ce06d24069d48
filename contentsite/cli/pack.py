"""`contentsite pack INI`: drop old states of objects."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from contentsite.storage.packing import pack

from .app import ini_argument
from .database import database_of
from .progress import Progress

HELP = "drop what the database remembers of the past beyond some days"


def arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    ini_argument(parser)
    parser.add_argument(
        "--days", type=float, default=30, help="keep the states of the last DAYS days (default: 30)"
    )
    parser.add_argument(
        "--drop-old", action="store_true", help="do not keep the file as it was beside the new one"
    )


def run(options: Namespace) -> None:
    """Pack the database of a stopped site."""
    database = database_of(options.ini)
    report = pack(
        database.file,
        database.blobs,
        days=options.days,
        keep_old=not options.drop_old,
        progress=Progress(),
    )
    print(f"packed {report.db_file}: {report.before} bytes before, {report.after} after")
