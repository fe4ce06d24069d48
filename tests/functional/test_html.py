"""What is sent is what it says it is: HTML, Atom and sitemaps that parse without an error."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections import Counter
from io import BytesIO
from typing import Any

import html5lib
import pytest
from stage import every_block, picture

from contentsite.files.store import store_file
from contentsite.testing import Browser
from contentsite.tree.root import Root
from contentsite.types.document import Document
from contentsite.types.event import Event
from contentsite.types.file import File
from contentsite.types.folder import Folder
from contentsite.types.image import Image
from contentsite.types.link import Link
from contentsite.types.news_item import NewsItem

HTML = "{http://www.w3.org/1999/xhtml}"
ATOM = "{http://www.w3.org/2005/Atom}"
PROSE = (
    "<h2>One</h2><h2>One</h2><h2>&lt;Three&gt;</h2><pre lang='x'>a</pre>"
    "<table><tr><td><table><tr><td>in</td></tr></table></td></tr></table><table><tr><td>b</td></tr></table>"
)
INTERACTIVE = ("a", "button", "summary")


@pytest.fixture
def browser(stage: tuple[Root, Browser]) -> Browser:
    site, browser = stage
    show = site.add("show", Folder(title="Show", description="S", body=PROSE, tags=("a", "b")))
    show.publish()
    for layout in ("cards", "list", "table", "gallery"):
        part = show.add(layout, Folder(title=layout, layout=layout))
        part.publish()
        image = part.add(
            "image", Image(title="I", alt="I", caption="C", licence="L", image=picture())
        )
        for node in (
            Document(
                title="D", body=PROSE, tags=("a",), picture=image.uid, related=(image.uid, show.uid)
            ),
            Document(title="Bare"),
            NewsItem(title="N", byline="B", body=PROSE),
            Event(title="E", place="P", contact="C", website="/news"),
            File(title="F"),
            Link(title="L", target="https://example.org/"),
            Link(title="Nowhere"),
            Folder(title="Empty"),
        ):
            part.add_titled(node).publish()
        image.publish()
    file = show.add("plan", File(title="Plan", file=store_file(BytesIO(b"plan"), "plan.txt")))
    file.publish()
    blocks = every_block(image, show, file, PROSE)
    site.update({"blocks": blocks, "footer": "<p>Foot</p>"})
    for name, values in (("below", {"body": PROSE}), ("opened", {})):
        show.add(name, Document(title=name, blocks=blocks, **values)).publish()
    browser.commit()
    return browser


def names(tree: Any, tag: str) -> list[Any]:
    """Return the elements of a name."""
    return list(tree.iter(HTML + tag))


def check(text: str) -> None:
    """Check a page: by html5lib's strict parser, and what a parser does not look at."""
    tree = html5lib.HTMLParser(strict=True).parse(text)
    ids = Counter(each.get("id") for each in tree.iter() if each.get("id"))
    assert not [name for name, count in ids.items() if count > 1]
    assert len(names(tree, "h1")) == len(names(tree, "main")) == len(names(tree, "title")) == 1
    for each in tree.iter():
        for name in ("aria-labelledby", "popovertarget", "for"):
            assert each.get(name) is None or each.get(name) in ids, each.attrib
        assert each.get("href") != ""
    for image in names(tree, "img"):
        assert image.get("alt") is not None
        assert image.get("width")
        assert image.get("height")
    for kind in INTERACTIVE:
        for outer in names(tree, kind):
            assert not [
                each
                for each in outer.iter()
                if each is not outer and each.tag in [HTML + k for k in INTERACTIVE]
            ]
    places = [each.get("href") for each in names(tree, "a")]
    assert not [
        place for place in places if place and place.startswith("#") and place[1:] not in ids
    ]


def test_pages_are_valid_html(browser: Browser) -> None:
    wanted, done = {"/"}, set()
    while wanted - done:
        path = min(wanted - done)
        done.add(path)
        page = browser.get(path)
        assert page.content_type == "text/html"
        check(page.text)
        found = {link["href"].partition("#")[0] for link in page.html.find_all("a", href=True)}
        wanted |= {place for place in found if place.startswith("/") and "@@" not in place}
    assert len(done) > 40
    for path in ("/none", "/show/nothing"):
        check(browser.get(path, status=404).text)
    check(browser.get("/sitemap.xml?part=x", status=400).text)


def test_a_table_in_a_table_and_code_can_be_scrolled_by_keyboard(browser: Browser) -> None:
    page = browser.get("/show/cards/d").html
    prose = page.find(class_="prose")
    assert len(prose.find_all("div", class_="table")) == 2
    assert prose.pre["tabindex"] == "0"
    assert page.find("footer").find_parent(class_="prose") is None


def test_feeds_are_atom(browser: Browser) -> None:
    for path in ("/@@feed", "/show/@@feed", "/show/cards/@@feed", "/show/cards/empty/@@feed"):
        answer = browser.get(path)
        assert answer.content_type == "application/atom+xml"
        feed = ElementTree.fromstring(answer.body)
        assert feed.tag == ATOM + "feed"
        for each in [feed, *feed.iter(ATOM + "entry")]:
            for name in ("id", "title", "updated"):
                assert len(each.findall(ATOM + name)) == 1
        assert feed.find(f"{ATOM}author/{ATOM}name") is not None


def test_sitemaps_are_xml(browser: Browser) -> None:
    index = ElementTree.fromstring(browser.get("/sitemap.xml").body)
    parts = [each.text or "" for each in index.iter() if each.tag.endswith("loc")]
    assert parts == ["http://localhost/sitemap.xml?part=1"]
    part = ElementTree.fromstring(browser.get(parts[0]).body)
    places = [each.text or "" for each in part.iter() if each.tag.endswith("loc")]
    assert len(places) == len(set(places)) > 40
    for place in places:
        browser.get(place, status=200)
