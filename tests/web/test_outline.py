from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentsite.schema.sanitize import sanitize
from contentsite.testing import site_app
from contentsite.types.document import Document
from contentsite.web.outline import mended, words_of

LEVELS = st.lists(st.integers(1, 6), max_size=12)


@pytest.mark.parametrize(
    ("given_", "made"),
    [
        ("h2 h4 h4 h3 h2", "h2 h3 h3 h3 h2"),
        ("h4 h3 h2 h3", "h2 h2 h2 h3"),
        ("h1 h2 h3 h4 h5 h6", "h2 h3 h4 h5 h6 h6"),
        ("h6", "h2"),
    ],
)
def test_levels(given_: str, made: str) -> None:
    html = mended("".join(f'<{tag} lang="x">a</{tag}>' for tag in given_.split()))
    assert html == "".join(f'<{tag} lang="x">a</{tag}>' for tag in made.split())


@given(LEVELS)
def test_no_level_is_left_out(levels: list[int]) -> None:
    html = mended("".join(f"<h{level}>a</h{level}>" for level in levels))
    found = [1, *map(int, re.findall(r"<h(\d)", html))]
    assert len(found) == len(levels) + 1
    assert all(2 <= after <= before + 1 for before, after in pairwise(found))
    assert mended(html) == html


@pytest.mark.parametrize(
    ("given_", "made"),
    [
        ("<h2> <em></em></h2>a", "a"),
        ('<h2><img src="/x" alt=""></h2>', '<p><img src="/x" alt=""></p>'),
        ('<h3><img src="/x" alt="A"></h3>', '<h2><img src="/x" alt="A"></h2>'),
        ('<th scope="col" colspan="2"> </th><th>a</th>', '<td colspan="2"></td><th>a</th>'),
        ("<thead><tr><td></td></tr></thead><hr>", "<thead><tr><td></td></tr></thead><hr>"),
    ],
)
def test_what_is_empty(given_: str, made: str) -> None:
    assert mended(given_) == made


def test_what_stands_in_an_attribute_is_left_alone() -> None:
    html = sanitize("<p title='<h4>x</h4><th></th>'>words</p>")
    assert mended(html) == html


def test_words() -> None:
    assert words_of('a <b title="x>y">b</b> &amp;<img src="/x" alt="no">') == "a b &"
    assert words_of('<img src="/x" alt="A &amp; B">') == "A & B"


def test_pages_are_mended_when_shown_whoever_wrote_them() -> None:
    with site_app() as (site, browser):
        site.add("a", Document(title="A", body="<h4>First</h4><h6>Second</h6>")).publish()
        browser.commit()
        shown = browser.get("/a").text
    assert '<h2 id="s-first">First</h2><h3 id="s-second">Second</h3>' in shown
