"""Views with typed arguments, as a visitor and as a program see them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from stage import fill

from contentsite.testing import Browser, site_app


@pytest.fixture
def browser() -> Iterator[Browser]:
    with site_app("views_to_try") as (site, browser):
        fill(site)
        browser.commit()
        yield browser


def test_arguments_are_read_by_their_types(browser: Browser) -> None:
    answer = browser.get("/news/@@sum?number=1&to=2&also=3&also=4&how=loud&tags=a&tags=b&unknown=x")
    assert answer.json == {"number": 1, "to": 2, "also": [3, 4], "how": "loud", "tags": ["a", "b"]}
    defaults = browser.get("/@@sum?number=-1").json
    assert defaults == {"number": -1, "to": 0, "also": [], "how": "plain", "tags": None}


@pytest.mark.parametrize(
    ("query", "name", "why"),
    [
        ("", "number", "is missing"),
        ("number=x", "number", "Input should be a valid integer"),
        ("number=1&to=100", "to", "less than or equal to 99"),
        ("number=1&also=1&also=x", "also", "Input should be a valid integer"),
        ("number=1&how=%3Cimg%20onerror%3D1%3E", "how", "Input should be 'plain' or 'loud'"),
        ("number=1&tags=a&tags=b&tags=c", "tags", "at most 2"),
    ],
)
def test_what_is_wrong_is_named_with_the_reason(
    browser: Browser, query: str, name: str, why: str
) -> None:
    page = browser.get(f"/news/@@sum?{query}", status=400)
    reasons = page.html.find(class_="reasons")
    assert reasons.code.text == name
    assert why in reasons.text
    assert "<img onerror" not in page.text
    told = browser.get(f"/news/@@sum?{query}", status=400, headers={"Accept": "application/json"})
    assert told.json["type"] == "BadRequest"
    assert [problem["parameter"] for problem in told.json["errors"]] == [name]
    assert why in told.json["errors"][0]["message"]


def test_all_that_is_wrong_is_told_at_once(browser: Browser) -> None:
    told = browser.get("/@@sum?to=x", status=400, headers={"Accept": "application/json"})
    assert [problem["parameter"] for problem in told.json["errors"]] == ["number", "to"]


def test_a_form_fills_arguments_too(browser: Browser) -> None:
    assert browser.post("/@@sum-form", {"number": "7"}).json == {"number": 7}
    browser.post("/@@sum-form?number=7", {}, status=400)
    browser.post("/@@sum-form", {"number": "x"}, status=400)
    browser.get("/@@sum-form?number=7", status=404)


def test_a_view_that_wants_a_subpath_gets_one(browser: Browser) -> None:
    assert browser.get("/@@tail/a/b").text == "a|b"
    assert browser.get("/@@tail").text == ""
    browser.get("/@@sum/a?number=1", status=404)
