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
from .collector import watch
from .connection import WORK, SiteError, before_closing
from .evolve import add_evolve_step
from .listen import add_tree_subscriber, join_subscribers
from .quick import Database
from .shutdown import close_at_exit
from .uri import PREFIX

WORK_KEY: Final = f"zodbconn.uri.{WORK}"
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
        resolve_uri(uri)
        config.add_settings({WORK_KEY: work_uri(config.registry.settings.get(WORK_KEY), uri)})
        pyramid_zodbconn.includeme(config, db_from_uri=_opener(config.registry))
    except NoResolverForScheme as error:
        raise SiteError(f"zodbconn.uri: nothing here opens {uri!r}; {EXAMPLE}") from error
    except POSError as error:
        raise SiteError(f"zodbconn.uri: {uri} cannot be opened: {error}") from error
    for db in config.registry._zodb_databases.values():
        # pyramid_zodbconn's own monitor keeps a record of each request for an hour
        db.setActivityMonitor(None)
        watch(db)
        if db.database_name != WORK:
            join_subscribers(config.registry, db)
        before_closing(config.registry, close_at_exit(db))


def work_uri(given: str | None, uri: str) -> str:
    """Return the URI of the `work` database: a file beside the main one where the settings name none.

    Raises SiteError where there is no telling what lies beside.
    """
    if given:
        return given
    if not uri.startswith(PREFIX):
        raise SiteError(f"{WORK_KEY}: is missing; write: {WORK_KEY} = {PREFIX}%(here)s/var/work.fs")
    folder = uri.removeprefix(PREFIX).partition("?")[0].rpartition("/")[0]
    return f"{PREFIX}{folder}/work.fs?blobs={folder}/work.blobs"


def _opener(registry: Any) -> Callable[[str, str, dict[str, DB]], DB]:
    """Return what opens the database of a URI, with classes by the types of the site."""
    find = class_finder(registry.get(CLASSES, {}))

    def open_database(uri: str, name: str, databases: dict[str, DB]) -> DB:
        storage, options = resolve_uri(uri)
        options["database_name"] = name
        # not set later: a database has opened a connection before we could
        return Database(storage(), databases=databases, class_factory=find, **options)

    return open_database
