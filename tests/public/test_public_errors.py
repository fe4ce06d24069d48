from __future__ import annotations

from typing import Any

import pytest
from pyramid.exceptions import URLDecodeError
from pyramid.httpexceptions import HTTPConflict, HTTPForbidden

from contentsite.public.errors import undecodable
from contentsite.testing import add_user, site_app
from contentsite.types.document import Document
from contentsite.web.request import Request


def test_an_address_that_cannot_be_read() -> None:
    answer = undecodable(URLDecodeError("utf-8", b"\xff", 0, 1, "x"), Request.blank("/"))
    assert (answer.status_int, answer.text) == (400, "The address is not UTF-8.\n")


def test_who_is_signed_in_learns_that_something_is_there() -> None:
    with site_app() as (site, browser):
        site.add("draft", Document(title="Zanzibar"))
        ann = add_user(site, "ann")
        browser.commit()
        browser.sign_in(ann)
        page = browser.get("/draft", status=403)
        assert "Zanzibar" not in page.text
        assert page.html.h1.text == "This is not open to you"
        told = browser.get("/draft", status=403, headers={"Accept": "application/json"})
        assert told.json["type"] == "Forbidden"
        assert "Zanzibar" not in told.text


def raising(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the page of the site raise an error."""

    def show(_context: Any, _request: Any) -> Any:
        raise error

    monkeypatch.setattr("contentsite.declaration.show", show)


def test_other_refusals_say_why(monkeypatch: pytest.MonkeyPatch) -> None:
    raising(HTTPConflict("<b>two at once</b>"), monkeypatch)
    with site_app() as (_site, browser):
        page = browser.get("/", status=409)
        assert page.html.find(class_="code")["data-code"] == "409"
        assert "&lt;b&gt;two at once" in page.text
        # exactly "application/json" would ask the JSON face
        told = browser.get("/", status=409, headers={"Accept": "application/json, */*;q=0.1"})
        assert told.json == {"type": "Conflict", "message": "<b>two at once</b>"}


def test_forbidden_by_a_view_looks_like_nothing_there(monkeypatch: pytest.MonkeyPatch) -> None:
    raising(HTTPForbidden("secret"), monkeypatch)
    with site_app() as (_site, browser):
        assert "secret" not in browser.get("/", status=404).text


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/json", "application/json"),
        ("application/json;q=0.5,text/html;q=0.4", "application/json"),
        ("text/html,application/json;q=0.9", "text/html"),
        ("*/*", "text/html"),
        ("image/png", "text/html"),
        ("rubbish", "text/html"),
        ("", "text/html"),
    ],
)
def test_the_form_of_an_error_is_the_one_asked_for(accept: str, kind: str) -> None:
    with site_app() as (_site, browser):
        answer = browser.get("/none", status=404, headers={"Accept": accept})
        assert answer.content_type == kind
        assert answer.headers["Cache-Control"] == "no-store"
