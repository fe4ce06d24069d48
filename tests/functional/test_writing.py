"""One request, one transaction: tried again on conflicts, and never written by a GET."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
import views_to_try
from stage import fill
from ZODB.POSException import ConflictError

from contentsite.testing import Browser, site_app
from contentsite.tree.root import Root


@pytest.fixture
def stage() -> Iterator[tuple[Root, Browser]]:
    with site_app("views_to_try") as (site, browser):
        fill(site)
        browser.commit()
        yield site, browser


def last_tid(browser: Browser) -> bytes:
    """Return the id of the newest transaction."""
    tid: bytes = browser.app.registry._zodb_databases[""].lastTransaction()
    return tid


def test_a_get_writes_nothing(stage: tuple[Root, Browser]) -> None:
    site, browser = stage
    before = last_tid(browser)
    places = [
        "/",
        "/news",
        "/news/opened",
        "/news/teal",
        "/news/teal/@@image",
        "/news/teal/@@download",
    ]
    places += ["/@@feed", "/news/@@feed", "/sitemap.xml", "/sitemap.xml?part=1", "/robots.txt"]
    places += ["/favicon.ico", "/@@health", "/none", "/hidden", "/news/@@sum?number=1", "/?p=1"]
    for place in [*places, "/news/@@write-by-get"]:
        for method in ("GET", "HEAD", "OPTIONS"):
            browser.request(place, method=method, status="*")
    assert last_tid(browser) == before
    browser.commit()
    assert site["news"].title == "News"


def test_what_fails_writes_nothing(stage: tuple[Root, Browser]) -> None:
    _site, browser = stage
    before = last_tid(browser)
    browser.post("/news/@@add", {"name": "a/b"}, status=500)
    browser.post("/news/@@add", {}, status=400)
    browser.post("/news/@@fail", {}, status=500)
    assert last_tid(browser) == before


def failing(times: int, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let what stores files fail by a conflict so many times; return the sizes that it was given."""
    sizes: list[int] = []
    store = views_to_try.store_file

    def conflicting(stream: Any, filename: str) -> Any:
        stored = store(stream, filename)
        sizes.append(stored.size)
        stream.read()
        if len(sizes) <= times:
            raise ConflictError
        return stored

    monkeypatch.setattr(views_to_try, "store_file", conflicting)
    monkeypatch.setattr("contentsite.web.retry.FIRST_PAUSE", 0.0001)
    return sizes


def test_an_upload_is_whole_after_a_conflict(
    stage: tuple[Root, Browser], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _site, browser = stage
    sizes = failing(2, monkeypatch)
    caplog.set_level("INFO")
    data = b"x" * 9_000
    answer = browser.post("/news/@@upload", {"name": "f"}, upload_files=[("file", "f.txt", data)])
    assert answer.json == {"size": 9_000}
    assert sizes == [9_000] * 3
    assert browser.get("/news/f/@@download").body == data
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


def test_a_conflict_that_does_not_end(
    stage: tuple[Root, Browser], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _site, browser = stage
    sizes = failing(99, monkeypatch)
    answer = browser.post(
        "/news/@@upload", {"name": "f"}, upload_files=[("file", "f.txt", b"x")], status=500
    )
    assert len(sizes) == 8
    assert answer.headers["Content-Security-Policy"]
    incidents = [r for r in caplog.records if r.name == "contentsite.public.errors"]
    assert len(incidents) == 1
    assert incidents[0].getMessage().removeprefix("incident ") in answer.text


@pytest.mark.parametrize(
    ("asked", "language", "heading"),
    [
        ("de-AT,en;q=0.5", "de", "Hier ist etwas schiefgegangen"),
        ("fr", "en", "Something went wrong here"),
        ("", "en", "Something went wrong here"),
    ],
)
def test_an_incident_is_told_in_the_language_of_the_reader(
    stage: tuple[Root, Browser],
    monkeypatch: pytest.MonkeyPatch,
    asked: str,
    language: str,
    heading: str,
) -> None:
    _site, browser = stage
    failing(99, monkeypatch)
    answer = browser.post(
        "/news/@@upload",
        {"name": "f"},
        upload_files=[("file", "f.txt", b"x")],
        headers={"Accept-Language": asked} if asked else {},
        status=500,
    )
    assert answer.html.html["lang"] == language
    assert answer.html.h1.text == answer.html.title.text == heading
    assert "{" not in answer.text


def test_a_conflict_at_the_commit_is_tried_again(stage: tuple[Root, Browser]) -> None:
    """Two at once on one object, which does not merge: both are served, one after the other."""
    _site, browser = stage
    statuses: list[int] = []

    def write(number: int) -> None:
        own = Browser(browser.app, extra_environ={"HTTP_HOST": "localhost"})
        for turn in range(8):
            answer = own.post("/news/@@add", {"name": f"n{number}-{turn}"}, status="*")
            statuses.append(answer.status_int)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert statuses == [200] * 64
    assert {
        browser.get(f"/news/n{n}-{turn}").status_int for n in range(8) for turn in range(8)
    } == {200}
