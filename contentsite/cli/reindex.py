"""`contentsite reindex INI`: make the catalog, which search asks, anew."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from contentsite.catalog.catalog import catalog_of

from .app import CommandError, app_of, ini_argument
from .progress import Progress

NAME = "reindex"
HELP = (
    "make the index that search asks anew; a site that is served does so itself when it is missing"
)


def arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    ini_argument(parser)


def run(options: Namespace) -> None:
    """Make the catalog anew; until that is done the old one answers."""
    with app_of(options.ini) as app:
        catalog = catalog_of(app.registry)
        number = catalog.rebuild(Progress())
    if number is None:
        raise CommandError(f"another process keeps {catalog.file.path} up to date; end it first")
    print(f"{number} nodes are in {catalog.file.path}")
