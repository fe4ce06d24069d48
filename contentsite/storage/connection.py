"""The only place where connections to the database are opened, and the site is found in it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import uniform
from typing import Any, Final, TypeVar

import transaction
from pyramid_zodbconn import get_connection
from transaction.interfaces import TransientError
from ZODB.broken import Broken

from contentsite.tree.root import Root

T = TypeVar("T")

ROOT_KEY: Final = "contentsite"
WORK: Final = "work"
"""The name of the second database: sessions, throttles, refusals, jobs. It can be lost without losing content."""
ATTEMPTS: Final = 10
ENDINGS: Final = "contentsite.before_closing"


class SiteError(Exception):
    """The database opens, but what it holds cannot be served; the message says why and what to do."""


def site_of(request: Any) -> Root:
    """Return the site of a request: Pyramid's root factory."""
    return site_in(get_connection(request))


def work_of(request: Any) -> Any:
    """Return the root mapping of the `work` database, in the transaction of the request."""
    return get_connection(request, WORK).root()


def in_work(registry: Any, do: Callable[[Any], T]) -> T:
    """Call a function with the root mapping of the `work` database, in a transaction of its own.

    What it does there is stored although a request's transaction is rolled back. It is repeated
    when somebody else changed the same meanwhile, and so has to be repeatable.
    """
    for attempt in range(ATTEMPTS - 1):
        try:
            with opened(registry, WORK) as connection:
                return do(connection.root())
        except TransientError:
            time.sleep(uniform(0, 0.002 * 2**attempt))  # noqa: S311
    with opened(registry, WORK) as connection:
        return do(connection.root())


def part_of(root: Any, name: str, make: Callable[[], T]) -> T:
    """Return the part of this name in the root mapping of the `work` database; `make` makes a missing one."""
    key = f"{ROOT_KEY}.{name}"
    if key not in root:
        root[key] = make()
    found: T = root[key]
    return found


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
def opened(registry: Any, name: str = "") -> Iterator[Any]:
    """Give a connection in a transaction of its own: committed at the end, aborted on an error.

    Without a name it is one to the main database.
    """
    manager = transaction.TransactionManager(explicit=True)
    connection = None
    try:
        with manager:
            connection = registry._zodb_databases[name].open(transaction_manager=manager)
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


def before_closing(registry: Any, end: Callable[[], None]) -> None:
    """Have a function called before the databases are closed: what works with them in a thread of its own ends then."""
    registry.setdefault(ENDINGS, []).append(end)


def close_databases(registry: Any) -> None:
    """Close the databases of an application, so that another process can open their files."""
    for end in registry.pop(ENDINGS, ()):
        end()
    for db in registry._zodb_databases.values():
        db.close()
