"""A site on a real Data.fs in a temporary folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from contentsite.app import make_app
from contentsite.catalog.catalog import catalog_of
from contentsite.storage.connection import close_databases, opened, site_in

SECRET = "only-for-benchmarks-only-for-benchmarks-only"
BATCH = 50
"""Children on a page of a folder."""


def settings(folder: Path, cache: int = 10_000, **more: str) -> dict[str, str]:
    """Return the settings of a site whose data lies in a folder."""
    return {
        "zodbconn.uri": f"datafs://{folder}/Data.fs?connection_cache_size={cache}",
        "contentsite.plugins": "benchmarks.hello",
        "contentsite.security.secret": SECRET,
        "contentsite.public.batch": str(BATCH),
        **{key.replace("__", "."): value for key, value in more.items()},
    }


@contextmanager
def temporary() -> Iterator[Path]:
    """Give a folder that is gone afterwards."""
    with TemporaryDirectory(prefix="contentsite-bench-") as name:
        yield Path(name)


@contextmanager
def application(folder: Path, **more: Any) -> Iterator[Any]:
    """Give the application of a site in a folder; its database is closed afterwards."""
    app = make_app(settings(folder, **more))
    try:
        yield app
    finally:
        close_databases(app.registry)


def caught_up(app: Any) -> None:
    """Wait until the catalog knows all that was built: making it would share the time of what is measured."""
    while not catalog_of(app.registry).freshen(wait=True):
        continue


def database(app: Any) -> Any:
    """Return the database of an application."""
    return app.registry._zodb_databases[""]


@contextmanager
def writing(app: Any) -> Iterator[tuple[Any, Callable[[], None]]]:
    """Give the site, and a function that commits and lets the cache shrink, as bulk work does."""
    with opened(app.registry) as connection:

        def commit() -> None:
            connection.transaction_manager.commit()
            connection.transaction_manager.begin()
            connection.cacheGC()

        yield site_in(connection), commit
