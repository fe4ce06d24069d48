"""Old addresses lead on; a part of the tree can be served as the whole."""

from __future__ import annotations

import pytest
from stage import fill

from contentsite.testing import Browser, site_app
from contentsite.tree.move import move, rename
from contentsite.tree.root import Root
from contentsite.types.document import Document
from contentsite.types.folder import Folder


def leads_to(browser: Browser, path: str) -> str:
    """Return where an address redirects to, below the host."""
    answer = browser.get(path, status=301)
    assert answer.headers["Cache-Control"] == "no-cache"
    return str(answer.location).removeprefix("http://localhost")


def test_a_moved_subtree(stage: tuple[Root, Browser]) -> None:
    site, browser = stage
    site.add("archive", Folder(title="Archive")).publish()
    rename(site["news"], "press")
    move(site["press"], site["archive"])
    browser.commit()
    assert leads_to(browser, "/news") == "/archive/press"
    assert leads_to(browser, "/press/opened") == "/archive/press/opened"
    assert leads_to(browser, "/news/opened?a=1") == "/archive/press/opened?a=1"
    assert leads_to(browser, "/news/teal/@@image") == "/archive/press/teal/@@image"
    assert leads_to(browser, "/news/@@feed") == "/archive/press/@@feed"
    browser.get("/news/never", status=404)
    browser.get("/news/draft", status=404)
    browser.post("/news/opened", status=404)


def test_what_comes_back_is_found_and_nothing_turns_in_circles(stage: tuple[Root, Browser]) -> None:
    site, browser = stage
    rename(site["news"], "press")
    rename(site["press"], "news")
    browser.commit()
    browser.get("/news", status=200)
    assert leads_to(browser, "/press/opened") == "/news/opened"
    for path in ("/news/@@none", "/news/none", "/press/none", "/press/none/@@none"):
        assert browser.get(path, status="*").maybe_follow(status="*").status_int == 404


def test_what_is_gone_leads_nowhere(stage: tuple[Root, Browser]) -> None:
    site, browser = stage
    rename(site["news"], "press")
    site.remove("press")
    browser.commit()
    browser.get("/news", status=404)
    browser.get("/news/opened", status=404)


@pytest.mark.parametrize(
    "path",
    ["/?p=12", "/?p=12&utm_source=x", "/?utm_source=x&p=12", "/index.php?p=12", "/?page_id=%C3%A9"],
)
def test_addresses_by_query(stage: tuple[Root, Browser], path: str) -> None:
    site, browser = stage
    for rule in ("/?p=12", "/index.php?p=12", "/?page_id=é"):
        site.redirects.put(rule, site["news"]["opened"].uid)
    browser.commit()
    assert leads_to(browser, path) == "/news/opened"


def test_a_query_that_leads_nowhere_is_the_page_itself(stage: tuple[Root, Browser]) -> None:
    site, browser = stage
    site.redirects.put("/?p=12", site["news"]["draft"].uid)
    site.redirects.put("/news/?p=13", site["news"]["opened"].uid)
    browser.commit()
    for path in ("/?p=12", "/?p=13", "/?", "/?p", "/news?p=12", "/?p=&=&&"):
        browser.get(path, status=200)
    browser.get("/@@feed?p=12", status=200)
    browser.get("/@@health?p=12", status=200)
    assert leads_to(browser, "/news?p=13") == "/news/opened"
    assert (
        browser.get("/news/?p=13", status=301).follow(status=301).location.endswith("/news/opened")
    )


def test_virtual_root() -> None:
    with site_app(contentsite__site__virtual_root="/news") as (site, browser):
        fill(site)
        site.add("beside", Document(title="Beside")).publish()
        page = site["news"].add("moved", Document(title="Moved", related=(site["beside"].uid,)))
        page.publish()
        rename(page, "there")
        browser.commit()
        home = browser.get("/")
        assert home.html.h1.text == "News"
        assert home.html.find("a", class_="brand")["href"] == "/"
        assert home.html.find("link", rel="canonical")["href"] == "http://localhost/"
        assert home.html.find("link", rel="alternate")["href"] == "/@@feed"
        assert "/news/" not in home.text
        assert "Beside" not in browser.get("/there").text
        assert leads_to(browser, "/moved") == "/there"
        assert browser.get("/opened/", status=301).location == "http://localhost/opened"
        browser.get("/news/opened", status=404)
        browser.get("/beside", status=404)
        assert "http://localhost/sitemap.xml" in browser.get("/robots.txt").text
        places = browser.get("/sitemap.xml?part=1").text
        assert places.count("<loc>") == 4
        assert "<loc>http://localhost/opened</loc>" in places
        browser.get("/favicon.ico", status=200)
        browser.get("/teal/@@image", status=200)
        assert '<link href="http://localhost/"/>' in browser.get("/@@feed").text


def test_virtual_root_that_is_not_there() -> None:
    with site_app(contentsite__site__virtual_root="/none") as (_site, browser):
        assert browser.get("/", status=404).content_type == "text/plain"


def test_mounted_below_a_path(stage: tuple[Root, Browser]) -> None:
    site, browser = stage
    rename(site["news"]["opened"], "open")
    browser.commit()
    mounted = {"SCRIPT_NAME": "/mäunt".encode().decode("latin-1")}
    page = browser.get("/news/open", extra_environ=mounted)
    places = {link["href"] for link in page.html.find_all("a")}
    assert all(place.startswith(("/m%C3%A4unt/", "#")) for place in places)
    assert page.html.find("link", rel="stylesheet")["href"].startswith("/m%C3%A4unt/@@static/")
    old = browser.get("/news/opened", extra_environ=mounted, status=301)
    assert old.location == "http://localhost/m%C3%A4unt/news/open"
    missing = browser.get("/none", extra_environ=mounted, status=404)
    assert missing.html.find("a", class_="button")["href"] == "/m%C3%A4unt/"
