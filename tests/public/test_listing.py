from __future__ import annotations

import base64
import json

import pytest

from contentsite.testing import site_app
from contentsite.types.blocks import Cards
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.types.news_item import NewsItem

KEYS = [
    [0, 2, 5.0, "x", 0],
    [0, 0, "a", "x", 0],
    [0, 2, None, "x", 0],
    ["a", 2, "b", "x", 0],
    [0, 2, "b", "x", 0],
    [0, 9, "b", "x", 0],
    [True, False, "b", "x", 0],
    [10**400, 0, 1, "x", 0],
    {"a": 1},
]
TOKENS = [
    "x",
    "9" * 5_000,
    "-9223372036854775808",
    "9223372036854775807",
    "0",
    "１２",
    "=",
    base64.urlsafe_b64encode(b"[" * 5_000).decode(),
    base64.urlsafe_b64encode(b"\xff").decode(),
    base64.urlsafe_b64encode(b'[0,0,NaN,"x",0]').decode(),
    *(base64.urlsafe_b64encode(json.dumps(key).encode()).decode() for key in KEYS),
]


@pytest.mark.parametrize("sorting", ["manual", "title", "newest", "oldest"])
def test_any_key_in_an_address_is_a_place_or_the_start(sorting: str) -> None:
    with site_app() as (site, browser):
        part = site.add("part", Folder(title="Part", sorting=sorting))
        part.publish()
        part.add("a", Document(title="A")).publish()
        part.add("n", NewsItem(title="N")).publish()
        browser.commit()
        for token in TOKENS:
            for name in ("after", "before"):
                browser.get("/part", {name: token}, status=200)


def test_a_limit_shows_the_first_ones() -> None:
    with site_app() as (site, browser):
        part = site.add("part", Folder(title="Part"))
        part.publish()
        site.update({"blocks": (Cards(heading="Latest", folder=part.uid),)})
        for number in range(6):
            part.add(f"n{number}", NewsItem(title=f"N{number}")).publish()
        browser.commit()
        section = browser.get("/").html.find("section")
        assert len(section.find_all("li", class_="card")) == 3
