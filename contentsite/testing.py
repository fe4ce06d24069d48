"""For the tests of plug-ins: a site in memory and a browser for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from tempfile import TemporaryDirectory
from typing import Any

import transaction
from webtest import TestApp  # type: ignore[import-untyped]

from .app import make_app
from .security.acl import ALLOW, set_acl
from .security.cookie import NAME, token_of
from .security.csrf import HEADER
from .security.people import people_of
from .security.principal import user_principal
from .security.session import begin_session, new_name
from .security.user import User
from .settings import settings_of
from .storage.connection import close_databases, in_work, site_in
from .tree.node import Node
from .tree.root import Root

SECRET = "only-for-tests-only-for-tests-only-for-tests"  # noqa: S105


class Browser(TestApp):  # type: ignore[misc]
    """WebTest's TestApp, which also commits what a test has changed in the site, and signs in.

    What it posts carries the token that a form of the site would have given it.
    """

    manager: transaction.TransactionManager

    def commit(self) -> None:
        """Store the changes, and see what requests have stored."""
        self.manager.commit()
        self.manager.begin()

    def sign_in(self, user: User) -> None:
        """Sign in as a user that is stored, without asking for a password."""

        def begin(work: Any) -> str:
            return begin_session(work, user, datetime.now(UTC), "127.0.0.1", "tests")

        self.set_cookie(NAME, in_work(self.app.registry, begin))

    def sign_out(self) -> None:
        """Be a visitor again."""
        self.reset()

    def do_request(self, req: Any, *arguments: Any, **options: Any) -> Any:
        """Send a request; with the token that belongs to the cookie, where it brings none of its own."""
        if req.method not in ("GET", "HEAD") and HEADER not in req.headers:
            # WebTest writes what it sets in quotes
            name = self.cookies.get(NAME, "").strip('"') or new_name()
            if NAME not in self.cookies:
                self.set_cookie(NAME, name)
            secret = settings_of(self.app.registry).security.secret.get_secret_value()
            req.headers[HEADER] = token_of(secret, name)
        return super().do_request(req, *arguments, **options)


def add_user(site: Root, name: str, *roles: str, at: Node | None = None, **fields: Any) -> User:
    """Add a user without a password, give him roles (at a node, or for the whole site), and return him."""
    user = people_of(site).add(User(name=name, **fields))
    place = at or site
    given = [(ALLOW, user_principal(user.uid), role) for role in roles]
    set_acl(place, [*(place.acl or ()), *given])
    return user


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
            "contentsite.jobs.drain": "false",
            "contentsite.catalog.index": "false",
            **{key.replace("__", "."): value for key, value in settings.items()},
        }
        app = make_app(ini)
        try:
            yield from _opened(app, app.registry._zodb_databases[""])
        finally:
            close_databases(app.registry)


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
