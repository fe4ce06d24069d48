"""The only place where connections to the database are opened, and the site is found in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import transaction
from pyramid_zodbconn import get_connection
from ZODB.broken import Broken

from contentsite.tree.root import Root

ROOT_KEY: Final = "contentsite"


class SiteError(Exception):
    """The database opens, but what it holds cannot be served; the message says why and what to do."""


def site_of(request: Any) -> Root:
    """Return the site of a request: Pyramid's root factory."""
    return site_in(get_connection(request))


def site_in(connection: Any) -> Root:
    """Return the site that a connection's database holds; SiteError where it holds none."""
    site = connection.root().get(ROOT_KEY)
    if isinstance(site, Root):
        return site
    what = (
        f"its site is of a class that is not installed ({type(site).__name__})"
        if isinstance(site, Broken)
        else "it holds no site"
    )
    raise SiteError(f"The database cannot be served: {what}.")


@contextmanager
def opened(registry: Any) -> Iterator[Any]:
    """Give a connection in a transaction of its own: committed at the end, aborted on an error."""
    manager = transaction.TransactionManager(explicit=True)
    connection = None
    try:
        with manager:
            connection = registry._zodb_databases[""].open(transaction_manager=manager)
            yield connection
    finally:
        if connection is not None:
            connection.close()


@contextmanager
def site_opened(registry: Any) -> Iterator[Root]:
    """Give the site in a transaction of its own: committed at the end, aborted on an error."""
    with opened(registry) as connection:
        yield site_in(connection)


def found_site(registry: Any, make: Callable[[], Root]) -> bool:
    """Make sure that the database holds a site; return True when `make` was called for a new one.

    Raises SiteError for a database that belongs to another application; nothing is changed then.
    """
    with opened(registry) as connection:
        root = connection.root()
        if ROOT_KEY in root:
            site_in(connection)
            return False
        if len(root):
            names = ", ".join(sorted(map(str, root)))
            raise SiteError(
                f"The database belongs to another application (its root holds: {names}). "
                "Nothing was changed; name another file in zodbconn.uri."
            )
        root[ROOT_KEY] = make()
        return True


def close_databases(registry: Any) -> None:
    """Close the databases of an application, so that another process can open their files."""
    for db in registry._zodb_databases.values():
        db.close()
