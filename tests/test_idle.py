"""Sites for tests: each one is new, though applications are used again."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from contentsite.security.audit.note import note_failure
from contentsite.security.audit.refusals import PART
from contentsite.storage.connection import in_work
from contentsite.testing import Browser, add_user, site_app
from contentsite.types.document import Document

PLUGIN = """
from contentsite import Document, content

@content(icon="star")
class Star(Document):
    {field}: str = ""
"""


def failures(browser: Browser) -> int:
    """Return how many failed sign-ins are stored."""
    return in_work(browser.app.registry, lambda work: len(work.get(f"contentsite.{PART}", ())))


def test_a_new_site_knows_nothing_of_the_one_before() -> None:
    with site_app() as (site, browser):
        site.add("page", Document(title="Zanzibar", body="<p>Okapi</p>")).publish()
        ada = add_user(site, "ada", "Manager")
        browser.commit()
        browser.sign_in(ada)
        assert "Zanzibar" in browser.get("/@@search?q=okapi").text
        note_failure(browser.app.registry, "ada", "192.0.2.1", "0" * 16, "wrong password")
        assert failures(browser) == 1
        browser.app.registry["something"] = "of a test"
        app, cookies = browser.app, browser.cookies
    with site_app() as (site, browser):
        assert browser.app is app
        assert "something" not in app.registry
        assert "page" not in site
        assert "Zanzibar" not in browser.get("/@@search?q=okapi").text
        assert failures(browser) == 0
        note_failure(app.registry, "ada", "192.0.2.1", "0" * 16, "wrong password")
        # the same failure again would only be counted
        assert failures(browser) == 1
        for name, value in cookies.items():
            browser.set_cookie(name, value)
        browser.get("/@@contents", status=404)


def test_two_sites_at_once_have_two_applications() -> None:
    with site_app() as (one, first), site_app() as (_two, second):
        assert first.app is not second.app
        one.add("page", Document(title="A page")).publish()
        first.commit()
        first.get("/page")
        second.get("/page", status=404)


def test_other_settings_make_another_application() -> None:
    with site_app() as (_site, browser):
        app = browser.app
    with site_app(contentsite__public__batch="5") as (_site, browser):
        assert browser.app is not app
        assert browser.app.registry["contentsite.settings"].public.batch == 5


def test_what_a_test_replaces_is_in_no_other_application(monkeypatch: pytest.MonkeyPatch) -> None:
    with site_app() as (_site, browser):
        app = browser.app
    with site_app() as (_site, browser):
        assert browser.app is not app


def test_a_plug_in_that_was_imported_anew_is_another_one() -> None:
    fields = []
    for field in ("size", "colour"):
        sys.modules["stars"] = made = ModuleType("stars")
        exec(compile(PLUGIN.format(field=field), "stars.py", "exec"), vars(made))
        with site_app("stars") as (_site, browser):
            fields.append(set(browser.app.registry["contentsite.types"]["Star"].cls.fields()))
        del sys.modules["stars"]
    assert fields[0] ^ fields[1] == {"size", "colour"}
