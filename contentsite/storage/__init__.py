"""The database: opening it, finding the site in it, and keeping it safe."""

from __future__ import annotations

from pyramid.config import Configurator

from .shutdown import close_at_exit


def includeme(config: Configurator) -> None:
    """Open the databases of `zodbconn.uri`, and close them when the process ends."""
    config.include("pyramid_zodbconn")
    for db in config.registry._zodb_databases.values():
        close_at_exit(db)
