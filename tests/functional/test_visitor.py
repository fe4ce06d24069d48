"""A visitor browses; a feed reader, a search engine and a deployer ask for what they want."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime, timedelta

import pytest
from ZODB.POSException import StorageError

from contentsite.storage.connection import SiteError
from contentsite.testing import Browser, site_app
from contentsite.tree.root import Root
from contentsite.types.document import Document
from contentsite.types.event import Event
from contentsite.types.folder import Folder
from contentsite.types.news_item import NewsItem


def test_a_visitor_browses(stage: tuple[Root, Browser]) -> None:
    _site, browser = stage
    home = browser.get("/")
    section = home.click("News", index=0)
    page = section.click("Opened", index=0)
    assert page.request.path == "/news/opened"
    assert page.html.h1.text == "Opened"
    assert page.html.find(class_="prose").text == "Yes."
    assert page.click("Home").request.path == "/"
    picture = section.click("Teal", index=0)
    saved = picture.click(href="@@download")
    assert saved.content_type == "image/png"
    assert saved.headers["Content-Disposition"].startswith('attachment; filename="teal.png"')


def test_batches_lead_to_each_other(stage: tuple[Root, Browser]) -> None:
    with site_app(contentsite__public__batch="5") as (site, browser):
        part = site.add("part", Folder(title="Part", layout="list"))
        part.publish()
        for number in range(12):
            part.add(f"n{number}", Document(title=f"N{number}")).publish()
        browser.commit()
        page = browser.get("/part")
        seen = [[link.text for link in page.html.find_all("h2")]]
        while page.html.find("a", rel="next"):
            page = browser.get(page.html.find("a", rel="next")["href"])
            seen.append([link.text for link in page.html.find_all("h2")])
        assert [title for titles in seen for title in titles] == [f"N{n}" for n in range(12)]
        assert [len(titles) for titles in seen] == [5, 5, 2]
        assert page.html.find("link", rel="canonical")["href"] == "http://localhost/part"
        assert browser.get(page.html.find("a", rel="prev")["href"]).html.find("h2").text == "N5"


def test_a_mistyped_address_is_met_with_what_it_may_have_meant(stage: tuple[Root, Browser]) -> None:
    _site, browser = stage
    page = browser.get("/news/opend", status=404)
    assert page.html.find("section").find("a")["href"] == "/news/opened"
    assert page.html.nav.find("a", href="/news")["aria-current"] == "true"
    nearly = browser.get("/nwes", status=404).html
    assert nearly.find("section").find("a")["href"] == "/news"
    # what stands in a section is found without it
    lost = browser.get("/opend", status=404).html
    assert lost.find("section").find("a")["href"] == "/news/opened"
    # the number that the log has for this answer, too
    assert nearly.select_one(".incident code").text != lost.select_one(".incident code").text
    assert browser.get("/newz/teal-picture", status=404).html.find("section") is None


def test_a_feed_reader(stage: tuple[Root, Browser]) -> None:
    site, browser = stage
    soon = datetime.now(UTC) + timedelta(days=30)
    news = site["news"]
    news.add("event", Event(title="Later <b>", starts=soon)).publish()
    news.add(
        "dated", NewsItem(title="Dated", date=datetime(2026, 1, 2, tzinfo=UTC), byline="Ann")
    ).publish()
    browser.commit()
    place = browser.get("/news").html.find("link", type="application/atom+xml")["href"]
    feed = browser.get(place)
    text = feed.text
    assert "Later &lt;b&gt;" in text
    assert "<published>2026-01-02T00:00:00+00:00</published>" in text
    assert str(soon.year + 1) not in text
    assert f"<published>{soon.date()}" not in text
    assert "<name>Ann</name>" in text
    assert (
        '<link rel="self" type="application/atom+xml" href="http://localhost/news/@@feed"/>' in text
    )
    again = browser.get(place, headers={"If-None-Match": feed.headers["ETag"]}, status=304)
    assert again.body == b""
    news["opened"].update({"title": "Other"})
    browser.commit()
    assert (
        "Other"
        in browser.get(place, headers={"If-None-Match": feed.headers["ETag"]}, status=200).text
    )


def test_a_search_engine(stage: tuple[Root, Browser]) -> None:
    _site, browser = stage
    robots = browser.get("/robots.txt").text
    assert robots.splitlines() == [
        "User-agent: *",
        "Disallow:",
        "",
        "Sitemap: http://localhost/sitemap.xml",
    ]
    places = browser.get("/sitemap.xml?part=1").text
    assert places.count("<loc>") == 4
    page = browser.get("/news/opened").html
    facts = json.loads(page.find("script", type="application/ld+json").string)
    assert facts["@type"] == "Article"
    assert facts["breadcrumb"]["itemListElement"][1]["item"] == "http://localhost/news"
    assert page.find("meta", property="og:url")["content"] == "http://localhost/news/opened"
    assert (
        browser.get("/none", status=404).html.find("meta", attrs={"name": "robots"})["content"]
        == "noindex"
    )


def test_a_file_in_parts_and_only_when_it_has_changed(stage: tuple[Root, Browser]) -> None:
    _site, browser = stage
    whole = browser.get("/news/teal/@@image")
    assert whole.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert "must-revalidate" in whole.headers["Cache-Control"]
    assert whole.headers["Content-Disposition"].startswith("inline")
    part = browser.get("/news/teal/@@image", headers={"Range": "bytes=1-3"}, status=206)
    assert part.body == whole.body[1:4] == b"PNG"
    browser.get("/news/teal/@@image", headers={"Range": "bytes=999999-"}, status=416)
    etag = {"If-None-Match": whole.headers["ETag"]}
    assert browser.get("/news/teal/@@image", headers=etag, status=304).body == b""
    head = browser.head("/news/teal/@@image")
    assert head.content_length == len(whole.body)


def test_static_files_are_kept_for_good(stage: tuple[Root, Browser]) -> None:
    _site, browser = stage
    place = browser.get("/").html.find("link", rel="stylesheet")["href"]
    assert "?v=" in place
    assert "max-age=31536000" in browser.get(place).headers["Cache-Control"]
    assert browser.get("/favicon.ico").content_type == "image/x-icon"


def test_health(stage: tuple[Root, Browser]) -> None:
    _site, browser = stage
    answer = browser.get("/@@health")
    assert answer.json == {"status": "ready"}
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("error", [StorageError("away"), SiteError("no site"), OSError("no file")])
def test_health_without_a_database(
    stage: tuple[Root, Browser], monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def unavailable(_registry: object) -> None:
        raise error

    monkeypatch.setattr("contentsite.public.health.site_opened", unavailable)
    assert stage[1].get("/@@health", status=503).json == {"status": "not ready"}


def test_one_line_a_request(stage: tuple[Root, Browser], caplog: pytest.LogCaptureFixture) -> None:
    _site, browser = stage
    caplog.set_level(logging.INFO, logger="contentsite.request")
    browser.get("/n%C3%A9%0Aws?a=%0A", status=404)
    (line,) = [record.getMessage() for record in caplog.records]
    assert 'path="/n\\u00e9\\nws"' in line
    assert "status=404" in line
    assert "\n" not in line


def test_one_json_object_a_request(caplog: pytest.LogCaptureFixture) -> None:
    with site_app(contentsite__log__format="json") as (_site, browser):
        caplog.set_level(logging.INFO, logger="contentsite.request")
        browser.get("/%ff", status=400)
        browser.get("/@@health")
        lines = [json.loads(record.getMessage()) for record in caplog.records]
        assert [(line["path"], line["status"]) for line in lines] == [
            ("/\\xff", 400),
            ("/@@health", 200),
        ]
        assert len({line["id"] for line in lines}) == 2


def test_strict_transport_security() -> None:
    with site_app(contentsite__web__hsts="3600") as (_site, browser):
        for path in ("/", "/none", "/%ff", "/@@static/theme.css"):
            answer = browser.get(path, status="*")
            assert answer.headers["Strict-Transport-Security"] == "max-age=3600; includeSubDomains"


def test_a_type_that_is_not_installed_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    with site_app() as (site, browser):
        part = site.add("part", Folder(title="Part"))
        part.publish()
        part.add("page", Document(title="Gone")).publish()
        browser.commit()
        monkeypatch.delitem(browser.app.registry["contentsite.types"], "Document")
        for path in ("/part", "/part/@@feed", "/sitemap.xml?part=1", "/"):
            assert "Gone" not in browser.get(path).text
            assert "/part/page" not in browser.get(path).text
