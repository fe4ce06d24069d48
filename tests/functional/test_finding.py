"""Finding pages in the admin; who links where; what is planned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from contentsite.security.acl import BLOCK, set_acl
from contentsite.testing import add_user, site_app
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.versions.working import edit

SOON = datetime.now(UTC) + timedelta(days=3)


@pytest.fixture(scope="module")
def stage() -> Iterator[tuple[Any, Any, dict[str, Any]]]:
    with site_app() as (site, browser):
        news = site.add("news", Folder(title="News"))
        news.publish()
        target = news.add("target", Document(title="Target"))
        target.publish()
        link = f'<p><a href="uid:{target.uid}">there</a></p>'
        for number in range(7):
            site.add(f"p{number}", Document(title=f"Needle {number}", body=link)).publish()
        edit(site["p0"], {"body": "<p>haystack</p>"})
        news.add("beside", Document(title="Beside", related=(target.uid,))).publish()
        site.add("draft", Document(title="Needle of a draft", related=(target.uid,)))
        closed = site.add("closed", Folder(title="Closed"))
        closed.add("secret", Document(title="Needle of the board", related=(target.uid,))).publish()
        set_acl(closed, [BLOCK])
        site["p1"].publish(SOON)
        site["p2"].publish(None, SOON + timedelta(days=1))
        closed["secret"].publish(SOON)
        users = {name: add_user(site, name.lower(), name) for name in ("Editor", "Reader")}
        users["Manager"] = add_user(site, "boss", "Manager")
        users["member"] = add_user(site, "member")
        browser.commit()
        yield site, browser, users


@pytest.fixture
def as_somebody(stage: Any) -> Iterator[Any]:
    _site, browser, users = stage

    def sign_in(name: str) -> Any:
        browser.sign_in(users[name])
        return browser

    yield sign_in
    browser.sign_out()


def titles(page: Any) -> list[str]:
    return sorted(each.text.strip() for each in page.html.select(".hits a span"))


def test_the_field_of_each_screen_finds_pages(as_somebody: Any) -> None:
    form = as_somebody("Editor").get("/@@contents").forms[0]
    form["q"] = "need 3"
    assert titles(form.submit()) == ["Needle 3"]


def test_everybody_finds_what_he_may_see(as_somebody: Any) -> None:
    assert titles(as_somebody("Editor").get("/@@find?q=needle of")) == ["Needle of a draft"]
    assert titles(as_somebody("Manager").get("/@@find?q=needle of the")) == ["Needle of the board"]
    assert titles(as_somebody("member").get("/@@find?q=needle of")) == []
    assert "Nothing was found" in as_somebody("member").get("/@@find?q=board").html.main.text


def test_working_copies_are_found_by_those_who_may_edit(as_somebody: Any) -> None:
    page = as_somebody("Editor").get("/@@find?q=haystack")
    assert titles(page) == ["Needle 0"]
    assert page.html.main.mark.text == "haystack"
    assert titles(as_somebody("Reader").get("/@@find?q=haystack")) == []


def test_nothing_is_asked_without_words(as_somebody: Any) -> None:
    assert as_somebody("Editor").get("/@@find").html.find("p", role="status") is None
    as_somebody("Editor").get("/@@find?q=x&page=0", status=400)


def test_visitors_find_nothing_here(stage: Any) -> None:
    for view in ("find?q=needle", "calendar", "links"):
        stage[1].get(f"/@@{view}", status=404)


def test_before_a_page_is_deleted_one_hears_who_links_to_it(as_somebody: Any) -> None:
    page = as_somebody("Editor").get("/news/target/@@delete")
    # seven pages, one of them without the link in its working copy only; one beside; a draft; not the closed one
    assert "9 pages link here" in page.html.main.text
    everything = page.click("All of them")
    assert len(titles(everything)) == 9
    assert "Needle of the board" not in titles(everything)
    assert len(titles(as_somebody("Manager").get("/news/target/@@links"))) == 10


def test_what_is_inside_does_not_count_for_a_folder(as_somebody: Any) -> None:
    page = as_somebody("Editor").get("/news/@@links")
    assert "Beside" not in titles(page)
    assert len(titles(page)) == 8
    assert "No page links here" in as_somebody("Editor").get("/p3/@@links").html.main.text
    assert "link" not in as_somebody("Editor").get("/p3/@@delete").html.main.form.text.lower()[:40]


def test_the_calendar_shows_what_one_may_edit(as_somebody: Any) -> None:
    page = as_somebody("Editor").get("/@@calendar")
    assert titles(page) == ["Needle 1", "Needle 2"]
    assert [each.text.split()[0] for each in page.html.select("h2 time")] == [
        str(SOON.day),
        str((SOON + timedelta(days=1)).day),
    ]
    assert "becomes public" in page.html.select(".hits")[0].text
    assert "is public no longer" in page.html.select(".hits")[1].text
    assert titles(as_somebody("Manager").get("/@@calendar")) == [
        "Needle 1",
        "Needle 2",
        "Needle of the board",
    ]
    assert "Nothing is planned" in as_somebody("member").get("/@@calendar").html.main.text
