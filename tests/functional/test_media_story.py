"""The pictures and files of a site, for those who may see them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from stage import picture

from contentsite.files.store import store_file
from contentsite.security.people import people_of
from contentsite.testing import Browser, add_user, site_app
from contentsite.tree.root import Root
from contentsite.types.document import Document
from contentsite.types.file import File
from contentsite.types.folder import Folder
from contentsite.types.image import Image


@pytest.fixture(scope="module")
def site_and_browser() -> Iterator[tuple[Root, Browser]]:
    with site_app() as (site, browser):
        news = site.add("news", Folder(title="News"))
        news.publish()
        owl = news.add("owl", Image(title="The owl", image=picture()))
        owl.publish()
        paper = File(title="Timetable", file=store_file(io.BytesIO(b"words\n"), "times.txt"))
        news.add("times", paper).publish()
        news.add("page", Document(title="Owl page", picture=owl.uid)).publish()
        hidden = site.add("hidden", Folder(title="Hidden"))
        hidden.add("plan", Image(title="Secret plan", image=picture())).publish()
        for name in ("Editor", ""):
            add_user(site, name.lower() or "member", *([name] if name else []))
        browser.commit()
        yield site, browser


def page(site_and_browser: tuple[Root, Browser], name: str, query: str = "") -> Any:
    site, browser = site_and_browser
    browser.sign_out()
    user = people_of(site).named(name)
    assert user is not None
    browser.sign_in(user)
    return browser.get(f"/@@media{query}")


def titles(answer: Any) -> list[str]:
    return [each.text for each in answer.html.select(".media-name, .media-list th a span")]


def test_pictures_and_files_are_shown_the_newest_first(site_and_browser: Any) -> None:
    answer = page(site_and_browser, "editor")
    assert titles(answer) == ["Secret plan", "Timetable", "The owl"]
    first, second, third = answer.html.select(".media li")
    assert first.img["src"] == "/hidden/plan/@@image"
    assert second.img is None
    assert "40 × 30" in third.text
    used = third.select_one(".media-use")["href"]
    assert "Owl page" in site_and_browser[1].get(used).text


def test_each_sees_what_he_may_see(site_and_browser: Any) -> None:
    answer = page(site_and_browser, "member")
    assert titles(answer) == ["Timetable", "The owl"]
    assert "Secret" not in answer.text
    site_and_browser[1].sign_out()
    site_and_browser[1].get("/@@media", status=404)


def test_words_and_kind_narrow_it_down(site_and_browser: Any) -> None:
    def found(query: str) -> list[str]:
        return titles(page(site_and_browser, "editor", query))

    assert found("?q=ow") == ["The owl"]
    assert found("?kind=files&look=list") == ["Timetable"]
    assert found("?kind=pictures") == ["Secret plan", "The owl"]
    assert found("?q=xyzzy") == []
    assert "No picture or file" in page(site_and_browser, "editor", "?q=xyzzy").text
    site_and_browser[1].get("/@@media?kind=else", status=400)


def test_the_form_keeps_what_was_asked(site_and_browser: Any) -> None:
    answer = page(site_and_browser, "editor", "?kind=files&look=list&q=time")
    form = next(form for form in answer.forms.values() if form.action == "/@@media")
    assert (form["q"].value, form["kind"].value, form["look"].value) == ("time", "files", "list")
    assert titles(answer.click("As pictures")) == ["Timetable"]


def test_a_site_without_any_says_so() -> None:
    with site_app() as (site, browser):
        browser_user = add_user(site, "ada", "Manager")
        site.add("page", Document(title="A page")).publish()
        browser.commit()
        browser.sign_in(browser_user)
        assert "There are no pictures or files yet" in browser.get("/@@media").text
