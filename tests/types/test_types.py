"""The built-in types: their rules, and what their pages say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from contentsite.testing import site_app
from contentsite.types.blocks import Cards, Hero, Prose
from contentsite.types.document import Document
from contentsite.types.event import Event
from contentsite.types.folder import Folder
from contentsite.types.news_item import NewsItem
from contentsite.types.site import Site

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


def test_an_event_does_not_end_before_it_starts() -> None:
    with pytest.raises(ValidationError, match="must not be before the start"):
        Event(title="E", starts=NOON, ends=NOON - timedelta(hours=1))
    event = Event(title="E", starts=NOON, ends=NOON)
    with pytest.raises(ValidationError) as error:
        event.update({"starts": NOON + timedelta(hours=1)})
    assert error.value.errors()[0]["loc"] == ("ends",)
    Event(title="E", ends=NOON)


def test_a_folder_is_sorted_as_it_says() -> None:
    folder = Folder(title="F", sorting="title")
    for title in ("b", "C", "a"):
        folder.add(title.lower(), Document(title=title))
    assert list(folder) == ["a", "b", "c"]
    folder["a"].update({"title": "z"})
    assert list(folder) == ["b", "c", "a"]
    with pytest.raises(ValueError, match="sorted by"):
        folder.reorder("a", "b")
    folder.update({"sorting": "manual"})
    folder.reorder("a", "b")
    assert list(folder) == ["a", "b", "c"]
    folder.update({"description": "words"})
    assert list(folder) == ["a", "b", "c"]


def test_newest_and_oldest() -> None:
    folder = Folder(title="F", sorting="newest")
    for day in (2, 3, 1):
        folder.add(f"d{day}", NewsItem(title="N", date=NOON + timedelta(days=day)))
    assert list(folder) == ["d3", "d2", "d1"]
    folder.update({"sorting": "oldest"})
    assert list(folder) == ["d1", "d2", "d3"]


def test_home_shows_what_its_fields_say_and_nothing_else() -> None:
    with site_app() as (site, browser):
        browser.commit()
        words = browser.get("/").html.find("main").get_text(" ", strip=True)
        assert words == "A new site"
        page = site.add("page", Document(title="Page", description="It says."))
        page.publish()
        site.update(
            {
                "title": "T",
                "blocks": (
                    Hero(headline="Head", lead="Lead", leads_to=f"uid:{page.uid}"),
                    Cards(pages=(page.uid,)),
                    Prose(text="<p>Body</p>"),
                ),
                "footer": "<p>Foot</p>",
                "description": "About",
            }
        )
        browser.commit()
        home = browser.get("/").html
        assert home.h1.text == "Head"
        assert [each.text for each in home.find(class_="actions").find_all("a")] == ["Page"]
        assert home.find(class_="prose").text == "Body"
        assert "Foot" in home.footer.text
        assert "About" in home.footer.text


def test_hue_is_an_angle() -> None:
    with pytest.raises(ValidationError):
        Site(title="S", theme_hue=360)


def test_an_event_says_when_and_where() -> None:
    with site_app() as (site, browser):
        event = Event(
            title="E",
            starts=NOON,
            ends=NOON,
            place="There",
            contact="Ann",
            website="https://example.org/",
        )
        site.add("event", event).publish()
        site.add("bare", Event(title="Bare")).publish()
        browser.commit()
        facts = {
            each.dt.text: each.dd.text
            for each in browser.get("/event").html.find("dl").find_all("div")
        }
        assert facts["Starts"] == facts["Ends"] == "1 November 2026, 12:00"
        assert (facts["Where"], facts["Contact"], facts["Website"]) == (
            "There",
            "Ann",
            "https://example.org/",
        )
        assert browser.get("/bare").html.h1.text == "Bare"
