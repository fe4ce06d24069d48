from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentsite.schema.sanitize import sanitize
from contentsite.testing import site_app
from contentsite.types.document import Document
from contentsite.types.image import Image
from contentsite.web.prose import anchor, resolved, scrollable, with_ids

PARTS = st.sampled_from(
    [
        "<table>",
        "</table>",
        "<tr><td>",
        "</td></tr>",
        "<pre>",
        "</pre>",
        "<h2>",
        "</h2>",
        "a",
        "<p title='<table>'>",
        "</p>",
    ]
)


def test_headings_get_ids_of_their_words() -> None:
    html, headings = with_ids(
        "<h2>Über uns</h2><h3 lang='x'>Über <em>uns</em></h3><h2>!</h2><h4>no</h4>"
        '<h5 id="s-own">Über uns</h5>'
    )
    assert html == (
        '<h2 id="s-über-uns">Über uns</h2><h3 id="s-über-uns-1" lang=\'x\'>Über <em>uns</em></h3>'
        '<h2 id="s-page">!</h2><h4 id="s-no">no</h4><h5 id="s-own">Über uns</h5>'
    )
    assert [(each.title, each.level) for each in headings] == [
        ("Über uns", "h2"),
        ("Über uns", "h3"),
        ("!", "h2"),
    ]


def test_ids_are_numbered_and_never_meet() -> None:
    html, _ = with_ids(
        "".join(f"<h2>{words}</h2>" for words in ("A", "A-1", "A", "A", "C++", "C#"))
    )
    assert re.findall(r'id="([^"]*)"', html) == ["s-a", "s-a-1", "s-a-2", "s-a-3", "s-c", "s-c-1"]


def test_what_stands_in_an_attribute_is_never_taken_for_a_tag() -> None:
    html = sanitize("<p title='<h2 onclick=a>x</h2><table onclick=b><pre onclick=c>'>words</p>")
    assert scrollable(with_ids(html)[0]) == html


def test_only_the_outermost_table_scrolls() -> None:
    inner = "<table><tr><td>1</td></tr></table>"
    outer = f'<table title="t"><tr><td>{inner}</td></tr></table>'
    assert scrollable(outer + inner + "<pre>x</pre>") == (
        f'<div class="table" tabindex="0">{outer}</div><div class="table" tabindex="0">{inner}</div>'
        '<pre tabindex="0">x</pre>'
    )
    assert scrollable("<p>no</p>") == "<p>no</p>"


@given(st.lists(PARTS, max_size=20))
def test_what_scrolls_is_closed_as_often_as_opened(parts: list[str]) -> None:
    html = scrollable(sanitize("".join(parts)))
    assert html.count("<div ") == html.count("</div>")


@pytest.mark.parametrize(
    ("rest", "found"),
    [
        ("", ""),
        ("#", ""),
        ("?a", ""),
        ("#Two words", "#s-two-words"),
        ("#s-a", "#s-a"),
        ("#a--b", "#s-a-b"),
        ("#What's-v1.2", "#s-whats-v12"),
        ("#gr%C3%B6%C3%9Fe", "#s-grösse"),
    ],
)
def test_anchors(rest: str, found: str) -> None:
    assert anchor(rest) == found


def test_links_and_pictures_by_uid() -> None:
    with site_app() as (site, _browser):
        page = site.add("a b", Document(title="A"))
        image = site.add("image", Image(title="I", alt="A & B", image=None))
        known = {page.uid: page, image.uid: image}
        request: Any = SimpleNamespace(
            past=None,
            site=SimpleNamespace(find=known.get),
            is_below_home=lambda _node: True,
            has_permission=lambda _permission, node: node.title != "hidden",
            address=lambda node: f"/{node.__name__}",
            view_address=lambda node, view: f"/{node.__name__}/{view}",
        )
        link = f'<a title="t" href="uid:{page.uid}#x">y</a>'
        assert resolved(request, link) == '<a title="t" href="/a b#s-x">y</a>'
        drawn = f'<img src="uid:{image.uid}"><img src="uid:{image.uid}" alt="W">'
        assert resolved(request, drawn) == "<em>W</em>"
        image.image = SimpleNamespace(width=4, height=3)
        assert resolved(request, drawn) == (
            '<img src="/image/@@image" width="4" height="3" alt="A &amp; B" loading="lazy">'
            '<img src="/image/@@image" alt="W" width="4" height="3" loading="lazy">'
        )
        sized = f'<img width="9" height="9" alt="" src="uid:{image.uid}">'
        assert (
            resolved(request, sized)
            == '<img width="9" height="9" alt="" src="/image/@@image" loading="lazy">'
        )
        page.title = image.title = "hidden"
        assert resolved(request, link) == '<a title="t">y</a>'
        assert resolved(request, drawn) == "<em>W</em>"
        assert resolved(request, "<p>none</p>") == "<p>none</p>"
