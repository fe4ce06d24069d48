"""The search page, as a visitor sees it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from contentsite.security.acl import BLOCK, set_acl
from contentsite.security.people import people_of
from contentsite.testing import add_user, site_app
from contentsite.types.document import Document
from contentsite.types.folder import Folder


@pytest.fixture(scope="module")
def stage() -> Iterator[tuple[Any, Any]]:
    with site_app() as (site, browser):
        for name in ("news", "closed"):
            site.add(name, Folder(title=name.capitalize())).publish()
        for number in range(23):
            page = site["news"].add(f"p{number}", Document(title=f"Needle {number}", tags=("odd",)))
            page.publish()
        site["news"]["p0"].update({"tags": ("even & odd",), "description": "<b>needle</b>"})
        hidden = site["closed"].add("hidden", Document(title="Needle of the board"))
        hidden.publish()
        unlisted = site.add("unlisted", Document(title="Needle unlisted"))
        unlisted.listed = False
        unlisted.publish()
        set_acl(site["closed"], [BLOCK])
        add_user(site, "boss", "Manager")
        browser.commit()
        yield site, browser


def test_before_anything_is_asked(stage: Any) -> None:
    page = stage[1].get("/@@search")
    assert page.html.find("input", id="q")["value"] == ""
    assert "found" not in page.html.main.text
    assert page.html.find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_each_page_has_a_search_field(stage: Any) -> None:
    form = stage[1].get("/news").forms[0]
    form["q"] = "needle 7"
    page = form.submit()
    assert [each.text for each in page.html.select(".hit h2")] == ["Needle 7"]
    assert [each.text for each in page.html.select(".hit mark")] == ["Needle", "7"]
    assert page.html.title.text.startswith("Search: needle 7")


def test_hits_are_in_batches(stage: Any) -> None:
    page = stage[1].get("/@@search?q=needle")
    assert "23 pages were found." in page.html.main.text
    assert len(page.html.select(".hit")) == 20
    second = page.click("Next page")
    assert len(second.html.select(".hit")) == 3
    assert second.html.ol["start"] == "21"
    assert len(second.click("Previous page").html.select(".hit")) == 20
    assert "Go to the first" in stage[1].get("/@@search?q=needle&page=9").html.main.text


def test_ways_narrow_it_down_and_back(stage: Any) -> None:
    page = stage[1].get("/@@search?q=needle")
    narrowed = page.click("even &amp; odd")
    assert [each.text for each in narrowed.html.select(".hit h2")] == ["Needle 0"]
    assert "1" in narrowed.html.select_one(".ways a[aria-current] small").text
    assert "&lt;b&gt;" in narrowed.text
    assert "<b>" not in narrowed.text.partition("<main")[2]
    back = narrowed.click("even &amp; odd")
    assert "23 pages" in back.html.main.text
    assert "23 pages" in page.click("Newest first").html.main.text


def test_nothing_found_says_what_to_do(stage: Any) -> None:
    page = stage[1].get("/@@search?q=zzz&types=Document")
    assert "Nothing was found." in page.html.main.text
    assert "Nothing was found." in page.click("Search for these words in all types").html.main.text


def test_what_is_typed_comes_back_as_text(stage: Any) -> None:
    text = '"><img src=x onerror=alert(1)>'
    page = stage[1].get("/@@search", params={"q": text})
    assert page.html.find("input", id="q")["value"] == text
    assert "<img src=x" not in page.text


def test_a_folder_is_searched_by_itself(stage: Any) -> None:
    page = stage[1].get("/news/@@search?q=needle")
    assert page.html.h1.text == "Search in News"
    assert "23 pages" in page.html.main.text
    page = page.click("Search the whole site instead")
    assert page.request.path == "/@@search"


def test_nobody_hears_of_what_he_may_not_see(stage: Any) -> None:
    site, browser = stage
    page = browser.get("/@@search?q=board")
    assert "Nothing was found." in page.html.main.text
    assert "Closed" not in page.html.main.text
    browser.get("/closed/@@search?q=board", status=404)
    assert "Nothing was found." in browser.get("/@@search?q=unlisted").html.main.text
    user = people_of(site).named("boss")
    browser.sign_in(user)
    assert "One page was found." in browser.get("/@@search?q=board").html.main.text
    browser.sign_out()


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=501", "page=x", "sort=rank", "page=99999999999999999999", "tags=a&" * 1_500],
)
def test_what_is_no_question_is_answered_so(stage: Any, query: str) -> None:
    stage[1].get(f"/@@search?q=needle&{query}", status=400)


@pytest.mark.parametrize(
    "query", ["q=%00", "q=!!", "q=-", "q=%F0%9F%98%80", "types=%27", "tags=%22", "q=" + "a+" * 3000]
)
def test_odd_questions_are_answered(stage: Any, query: str) -> None:
    assert stage[1].get(f"/@@search?{query}", status="*").status_int in (200, 400)


def test_it_can_be_read_only(stage: Any) -> None:
    stage[1].post("/@@search?q=needle", status="4*")


def test_a_site_whose_home_page_is_elsewhere_finds_what_is_below_it() -> None:
    with site_app(contentsite__site__virtual_root="/part") as (site, browser):
        site.add("part", Folder(title="Part")).publish()
        site["part"].add("in", Document(title="Needle in")).publish()
        site.add("out", Document(title="Needle out")).publish()
        browser.commit()
        page = browser.get("/@@search?q=needle")
        assert [each.a["href"] for each in page.html.select(".hit")] == ["/in"]
