"""For the tests of plug-ins: a site in memory and a browser for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from tempfile import TemporaryDirectory
from typing import Any

import transaction
from webtest import TestApp  # type: ignore[import-untyped]

from .app import make_app
from .storage.connection import site_in
from .tree.root import Root

SECRET = "only-for-tests-only-for-tests-only-for-tests"  # noqa: S105


class Browser(TestApp):  # type: ignore[misc]
    """WebTest's TestApp, which also commits what a test has changed in the site."""

    manager: transaction.TransactionManager

    def commit(self) -> None:
        """Store the changes, and see what requests have stored."""
        self.manager.commit()
        self.manager.begin()


@contextmanager
def site_app(*plugins: str, **settings: Any) -> Iterator[tuple[Root, Browser]]:
    """Give a new site in a temporary folder, with these plug-ins switched on, and a browser for it.

    Settings are those of the ini file, dots as double underscores: contentsite__public__batch="5".
    """
    with TemporaryDirectory(prefix="contentsite-") as folder:
        ini = {
            "zodbconn.uri": f"datafs://{folder}/Data.fs",
            "contentsite.plugins": " ".join(plugins),
            "contentsite.security.secret": SECRET,
            **{key.replace("__", "."): value for key, value in settings.items()},
        }
        app = make_app(ini)
        db = app.registry._zodb_databases[""]
        with closing(db):
            yield from _opened(app, db)


def _opened(app: Any, db: Any) -> Iterator[tuple[Root, Browser]]:
    browser = Browser(app, extra_environ={"HTTP_HOST": "localhost"})
    browser.manager = transaction.TransactionManager(explicit=True)
    browser.manager.begin()
    connection = db.open(transaction_manager=browser.manager)
    try:
        yield site_in(connection), browser
    finally:
        browser.manager.abort()
        connection.close()
