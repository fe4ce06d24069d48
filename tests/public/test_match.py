from __future__ import annotations

from typing import Any

import pytest

from contentsite.public import match
from contentsite.public.match import Likeness, _words
from contentsite.testing import site_app
from contentsite.types.document import Document
from contentsite.types.folder import Folder


@pytest.mark.parametrize(
    ("wanted", "words", "score"),
    [
        (("news",), ("news", "other"), 1.0),
        (("news",), ("nwes",), 0.75),
        (("timetable",), ("timetabel",), 8 / 9),
        (("old", "timetable"), ("timetable",), 0.5),
        (("abcd",), ("dcba",), 0.0),
        (("news",), (), 0.0),
    ],
)
def test_likeness(wanted: tuple[str, ...], words: tuple[str, ...], score: float) -> None:
    assert Likeness(wanted)(words) == pytest.approx(score)


def test_words() -> None:
    assert _words("Über-uns_und a-b Über") == ("über", "uns", "und")
    assert len(_words("-".join(f"w{n}" for n in range(90)))) == 8


def test_a_missing_address_costs_little_whatever_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    alike = match._alike

    def counted(matcher: Any, word: str) -> float:
        compared.append(word)
        return alike(matcher, word)

    monkeypatch.setattr(match, "_alike", counted)
    with site_app() as (site, browser):
        for number in range(400):
            site.add(f"n{number}", Document(title=f"{number} " + "abcdefgh " * 40)).publish()
        browser.commit()
        browser.get("/none", status=404)
        compared.clear()
        browser.get("/" + "-hgfedcba" * 800, status=404)
        # its one word with at most eight of each page, and each of them short
        assert 0 < len(compared) <= 2 * 400 * match.WORDS


def test_words_that_are_none() -> None:
    with site_app() as (_site, browser):
        assert browser.get("/-", status=404).html.find("section") is None


def test_pages_far_away_are_found_by_their_words() -> None:
    with site_app() as (site, browser):
        here = site
        for name in ("a", "b", "c"):
            here = here.add(name, Folder(title=name))
            here.publish()
        here.add("far", Document(title="The timetable of winter")).publish()
        here.add("draft", Document(title="The timetable of summer"))
        browser.commit()
        page = browser.get("/winter-timetable", status=404)
        assert [each["href"] for each in page.html.select("section .card a")] == ["/a/b/c/far"]
        assert "summer" not in browser.get("/summer-timetable", status=404).html.main.text
