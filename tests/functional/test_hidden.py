"""What is not public leaks nowhere: not by pages, lists, feeds, maps, links, pictures, nor by how a 404 looks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from stage import every_block

from contentsite.files.store import store_file
from contentsite.security.acl import BLOCK, set_acl
from contentsite.testing import SECRET, Browser, add_user, site_app
from contentsite.tree.container import Container
from contentsite.tree.move import move, rename
from contentsite.tree.node import Node, path_of
from contentsite.tree.root import Root
from contentsite.types.blocks import Cards, Quote
from contentsite.types.document import Document
from contentsite.types.file import File
from contentsite.types.folder import Folder
from contentsite.types.image import Image
from contentsite.types.link import Link
from contentsite.types.news_item import NewsItem
from contentsite.versions.preview import preview_token

WORD = "Zanzibar"
NOW = datetime.now(UTC)

HIDE: dict[str, Callable[[Node], None]] = {
    "draft": lambda node: node.retract(),
    "not yet": lambda node: node.publish(at=NOW + timedelta(hours=1)),
    "expired": lambda node: node.publish(until=NOW - timedelta(hours=1)),
    "denied": lambda node: deny(node),
    "hidden ancestor": lambda node: node.__parent__.retract(),
    "denied ancestor": lambda node: deny(node.__parent__),
    "ancestor not yet": lambda node: node.__parent__.publish(at=NOW + timedelta(hours=1)),
}


def deny(node: Node | None) -> None:
    """Let nobody view a node."""
    assert node is not None
    set_acl(node, [BLOCK])


@pytest.fixture(params=sorted(HIDE))
def secret(request: pytest.FixtureRequest) -> Iterator[tuple[Root, Browser]]:
    """A site in which each page speaks of nodes called Zanzibar, which nobody may see."""
    with site_app() as (site, browser):
        build(site)
        for node in (site["open"]["shut"]["doc"], site["open"]["shut"]["image"]):
            HIDE[request.param](node)
        browser.commit()
        yield site, browser


def build(site: Root) -> None:
    """Fill a site: beside what will be hidden stands one page of each kind that refers to it."""
    part = folder(site, "open", "Open")
    shut = folder(part, "shut", "Shut")
    doc = shut.add("doc", NewsItem(title=WORD, description=f"{WORD} itself", body=f"<p>{WORD}</p>"))
    image = shut.add("image", Image(title=WORD, alt=WORD, caption=WORD))
    paper = shut.add("paper", File(title="Paper", file=store_file(BytesIO(b"x"), "paper.txt")))
    for node in (doc, image, paper):
        node.publish()
    prose = f'<p><a href="uid:{doc.uid}">here</a> <img src="uid:{image.uid}" alt="words"></p>'
    page = part.add(
        "page",
        Document(title="Page", body=prose, related=(doc.uid, image.uid), picture=image.uid),
    )
    page.publish()
    part.add("leads", Link(title="Leads", target=f"uid:{doc.uid}")).publish()
    for layout in ("cards", "list", "table", "gallery"):
        folder(part, layout, layout.title()).update({"layout": layout})
        part[layout].add("pictured", Document(title="Pictured", picture=image.uid)).publish()
    site.update(
        {
            "blocks": (
                *every_block(image, shut, paper, prose),
                Cards(of_type="NewsItem"),
                Cards(pages=(doc.uid, image.uid)),
                Quote(words="Said", source=f"uid:{doc.uid}"),
            ),
            "footer": prose,
        }
    )
    part.update({"default_page": None, "body": prose})
    shut.update({"default_page": doc.uid})
    for node, name in ((doc, "old-doc"), (image, "old-image")):
        site.redirects.put(f"/{name}", node.uid)
        site.redirects.put(f"/?p={name}", node.uid)


def folder(parent: Container, name: str, title: str) -> Folder:
    """Add a published folder."""
    made = Folder(title=title)
    parent.add(name, made).publish()
    return made


def preview_link(node: Node) -> str:
    """Return the path of a preview link to a node."""
    path = "/".join(path_of(node))
    return f"/{path}/@@preview?token={preview_token(SECRET, node.uid, datetime.now(UTC), 1)}"


PAGES = (
    "/",
    "/open",
    "/open?after=0",
    "/open?before=9000000000000",
    "/open/page",
    "/open/leads",
    "/open/cards",
    "/open/list",
    "/open/table",
    "/open/gallery",
    "/open/@@feed",
    "/@@feed",
    "/sitemap.xml",
    "/sitemap.xml?part=1",
    "/open/zanzibar",
    "/zanzibar",
    "/open/shut/zanzibar",
    "/old-doc",
    "/old-image",
    "/old-image/@@image",
    "/?p=old-doc",
    "/open/shut/doc",
    "/open/shut/image",
    "/open/shut/image/@@image",
    "/open/shut/image/@@download",
    "/open/shut/doc/@@feed",
)


def without_return(text: str) -> str:
    """Return a page without the address that was asked for, where the sign-in leads back to."""
    return re.sub(r'came_from=[^"]*', "", text)


@pytest.mark.parametrize("kind", ["text/html", "application/json"])
def test_no_answer_speaks_of_it(secret: tuple[Root, Browser], kind: str) -> None:
    site, browser = secret
    uids = [site["open"]["shut"][name].uid for name in ("doc", "image")]
    for path in PAGES:
        answer = browser.get(path, status="*", headers={"Accept": kind})
        assert answer.status_int in (200, 404), path
        text = without_return(answer.text).replace("/zanzibar", "")
        assert WORD not in text, path
        assert not [uid for uid in uids if uid in text], path
        assert not re.search(r'(href|src|content)="[^"]*/shut/(doc|image)', text), path


def test_it_is_as_if_it_were_not_there(secret: tuple[Root, Browser]) -> None:
    _site, browser = secret
    for there, absent in (
        ("/open/shut/doc", "/open/shut/xyz"),
        ("/open/shut/doc/@@image", "/open/shut/xyz/@@image"),
        ("/open/shut/image/@@image", "/open/shut/xyzzy/@@image"),
        ("/open/shut/image/@@none", "/open/shut/xyzzy/@@none"),
        ("/open/shut/doc/below", "/open/shut/xyz/below"),
    ):
        for kind in ("text/html", "application/json"):
            for method in ("GET", "HEAD", "POST", "DELETE", "OPTIONS"):
                answers = [
                    browser.request(path, method=method, headers={"Accept": kind}, status="*")
                    for path in (there, absent)
                ]
                assert [a.status_int for a in answers] == [404, 404], (there, method)
                # but for the number that names each answer
                numbers = [a.headers.pop("X-Request-Id") for a in answers]
                bodies = [
                    without_return(a.text.replace(n, ""))
                    for a, n in zip(answers, numbers, strict=True)
                ]
                assert bodies[0] == bodies[1], (there, method)
                assert answers[0].headers == answers[1].headers


def test_a_preview_link_shows_one_page_and_nothing_around_it() -> None:
    with site_app() as (site, browser):
        part = site.add("part", Folder(title=f"{WORD} part"))
        folder(part, "beside", f"{WORD} beside")
        inner = folder(part, "inner", "Inner")
        folder(inner, "below", f"{WORD} below")
        page = part.add("page", Document(title="Page"))
        editor = add_user(site, "editor", "Editor")
        browser.commit()
        browser.sign_in(editor)
        links = [preview_link(node) for node in (page, inner)]
        for link in links:
            assert f"{WORD} beside" in browser.get(link).text
        browser.sign_out()
        for link in links:
            answer = browser.get(link)
            assert answer.html.h1.text in ("Page", "Inner")
            assert WORD not in answer.text


def test_what_moves_into_hiding_is_not_led_to() -> None:
    with site_app() as (site, browser):
        shut = site.add("shut", Folder(title="Shut"))
        page = site.add("page", Document(title="Page"))
        page.publish()
        rename(page, "other")
        browser.commit()
        assert browser.get("/page", status=301).location == "http://localhost/other"
        move(page, shut)
        browser.commit()
        browser.get("/page", status=404)
        browser.get("/other", status=404)


def test_a_hidden_home_has_no_page_around_its_errors() -> None:
    with site_app() as (site, browser):
        site.add("page", Document(title=WORD)).publish()
        site.retract()
        browser.commit()
        for path in ("/", "/page", "/none", "/@@feed", "/sitemap.xml", "/robots.txt"):
            answer = browser.get(path, status=404)
            assert WORD not in answer.text
            assert answer.html.h1.text == "This page is not here"
            assert "/@@sign-in?came_from=" in answer.text
            assert "A new site" not in answer.text


def test_what_is_unlisted_is_reached_by_its_address_only() -> None:
    with site_app() as (site, browser):
        part = folder(site, "part", "Part")
        node = part.add("thanks", Document(title=WORD))
        node.publish()
        node.listed = False
        node.touch("listed")
        browser.commit()
        assert WORD in browser.get("/part/thanks").text
        for path in ("/", "/part", "/part/@@feed", "/sitemap.xml?part=1"):
            assert WORD not in browser.get(path).text
            assert "/thanks" not in browser.get(path).text
        assert WORD not in browser.get("/part/thank", status=404).text
