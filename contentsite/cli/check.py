"""`contentsite check INI`: whether the tree is whole and the settings fit production."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from itertools import chain
from typing import Any

from ZODB.FileStorage import FileStorage

from contentsite.storage.records import problems
from contentsite.tree.check import check_tree
from contentsite.tree.repair import repair
from contentsite.versions.check import check_versions
from contentsite.versions.repair import repair_versions
from contentsite.web.registry import settings_of

from .app import app_of, ini_argument, server_settings, site_of
from .progress import Progress
from .unsafe import unsafe
from .unsafe_server import unsafe_file, unsafe_server

HELP = "check that the tree is whole and that the settings fit production"


def arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    ini_argument(parser)
    parser.add_argument(
        "--repair",
        action="store_true",
        help="mend what can be derived: parents, names, rows, uids, trash, versions",
    )


def run(options: Namespace) -> int:
    """Print faults of the data, then unsafe settings; 1 when the data has faults."""
    with app_of(options.ini) as app:
        found = 0
        for line in faults(app, mend=options.repair):
            print(line)
            found += 1
        # those of the application, since the environment may switch debugging on, too
        advice = list(unsafe(settings_of(app.registry), app.registry.settings))
    advice += [*unsafe_server(server_settings(options.ini)), *unsafe_file(options.ini)]
    print("the data is whole" if not found else f"{found} faults in the data")
    for line in advice:
        print(f"not for production: {line}")
    return 1 if found else 0


def faults(app: Any, *, mend: bool) -> Iterator[str]:
    """Yield a line for each fault of the records and of the tree, after mending what can be."""
    storage = app.registry._zodb_databases[""].storage
    # where a server holds the file, its records are read there, or in a backup
    for problem in problems(storage, Progress()) if isinstance(storage, FileStorage) else ():
        yield f"record: {problem}"
    with site_of(app) as site:
        for mended in chain(repair(site), repair_versions(site)) if mend else ():
            print(f"{mended.path}: {mended.problem}")
        for fault in chain(check_tree(site), check_versions(site)):
            yield f"{fault.path}: {fault.problem}"
