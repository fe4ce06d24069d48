"""The database: opening it, finding the site in it, and keeping it safe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pyramid_zodbconn
from pyramid.config import Configurator
from ZODB import DB
from ZODB.POSException import POSError
from zodburi import NoResolverForScheme, resolve_uri

from .classes import CLASSES, class_finder
from .connection import SiteError
from .evolve import add_evolve_step
from .listen import add_tree_subscriber, join_subscribers
from .shutdown import close_at_exit

EXAMPLE: Final = "write: zodbconn.uri = datafs://%(here)s/var/Data.fs"


def declare(config: Configurator) -> None:
    """Give plug-ins the directives about stored data; opens nothing."""
    config.add_directive("add_evolve_step", add_evolve_step)
    config.add_directive("add_tree_subscriber", add_tree_subscriber)


def includeme(config: Configurator) -> None:
    """Open the databases of `zodbconn.uri`, and close them when the process ends."""
    uri = config.registry.settings.get("zodbconn.uri", "")
    if not uri:
        raise SiteError(f"zodbconn.uri: is missing; {EXAMPLE}")
    try:
        pyramid_zodbconn.includeme(config, db_from_uri=_opener(config.registry))
    except NoResolverForScheme as error:
        raise SiteError(f"zodbconn.uri: nothing here opens {uri!r}; {EXAMPLE}") from error
    except POSError as error:
        raise SiteError(f"zodbconn.uri: {uri} cannot be opened: {error}") from error
    for db in config.registry._zodb_databases.values():
        # pyramid_zodbconn's own monitor keeps a record of each request for an hour
        db.setActivityMonitor(None)
        join_subscribers(config.registry, db)
        close_at_exit(db)


def _opener(registry: Any) -> Callable[[str, str, dict[str, DB]], DB]:
    """Return what opens the database of a URI, with classes by the types of the site."""
    find = class_finder(registry.get(CLASSES, {}))

    def open_database(uri: str, name: str, databases: dict[str, DB]) -> DB:
        storage, options = resolve_uri(uri)
        options["database_name"] = name
        # not set later: a database has opened a connection before we could
        return DB(storage(), databases=databases, class_factory=find, **options)

    return open_database
