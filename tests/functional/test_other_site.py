"""A form that was opened before the site was started anew: with another secret, or without a plug-in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import transaction
from admin_site import sheet
from every_field import Everything
from webtest import TestApp

from contentsite.app import make_app
from contentsite.security.cookie import NAME
from contentsite.security.session import begin_session
from contentsite.storage.connection import close_databases, in_work, site_in
from contentsite.testing import add_user

SECRET = "the-first-secret-the-first-secret-the-first"
OTHER = "another-secret-another-secret-another-secret"
LOCAL = {"HTTP_HOST": "localhost", "HTTP_SEC_FETCH_SITE": "same-origin"}


@contextmanager
def site(folder: Path, plugins: str = "", secret: str = SECRET) -> Iterator[Any]:
    """Serve the database of a folder."""
    ini = {
        "zodbconn.uri": f"datafs://{folder}/Data.fs",
        "contentsite.plugins": plugins,
        "contentsite.security.secret": secret,
        "contentsite.jobs.drain": "false",
        "contentsite.catalog.index": "false",
    }
    app = make_app(ini)
    try:
        yield app
    finally:
        close_databases(app.registry)


def known(app: Any, cookie: str) -> TestApp:
    browser = TestApp(app, extra_environ=LOCAL)
    browser.set_cookie(NAME, cookie)
    return browser


def sent(form: Any) -> list[tuple[str, str]]:
    """Return what a browser would send of a form, but for files, of which none is chosen."""
    return [(name, value) for name, value in form.submit_fields() if isinstance(value, str)]


@pytest.fixture
def opened(tmp_path: Path) -> tuple[Path, str, Any]:
    """A folder with a site that has a page of a plug-in's type, a session, and the form of the page, changed."""
    with site(tmp_path, "every_field") as app:
        manager = transaction.TransactionManager(explicit=True)
        manager.begin()
        connection = app.registry._zodb_databases[""].open(transaction_manager=manager)
        root = site_in(connection)
        user = add_user(root, "ada", "Manager", title="Ada")
        root.add("thing", Everything(title="A thing", needed="xx"))
        manager.commit()
        cookie = in_work(
            app.registry, lambda work: begin_session(work, user, datetime.now(UTC), "", "tests")
        )
        form = sheet(known(app, cookie).get("/thing/@@edit"))
        connection.close()
        form["f-title"], form["f-body"] = "Written for hours", "<p>All of these words</p>"
    return tmp_path, cookie, form


def test_another_secret(opened: tuple[Path, str, Any]) -> None:
    folder, cookie, form = opened
    with site(folder, "every_field", OTHER) as app:
        browser = known(app, cookie)
        answer = browser.post("/thing/@@edit", sent(form), status=403)
        assert "What you typed is still here" in answer
        again = sheet(answer)
        again.submit(status=303)
        assert "Written for hours" in browser.get("/thing/@@edit")


def test_a_plug_in_that_was_removed(opened: tuple[Path, str, Any]) -> None:
    folder, cookie, form = opened
    with site(folder) as app:
        browser = known(app, cookie)
        answer = browser.post("/thing/@@edit", sent(form), status=404)
        assert "its kind is not installed now" in answer
        assert "All of these words" in answer
        assert "It is kept for you, too" in answer
        # what the scripts of the form ask for is refused as clearly
        for view in ("@@draft", "@@live"):
            browser.post(f"/thing/{view}", sent(form), status=404)
    with site(folder, "every_field") as app:
        again = sheet(known(app, cookie).get("/thing/@@edit"))
        assert again["f-title"].value == "Written for hours"
