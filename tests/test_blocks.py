"""Kinds of blocks declared, registered, drawn; and any blocks through all that keeps and shows them."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stored import Stored
from ZODB.broken import Broken

from contentsite.blocks import block, blocks_of
from contentsite.schema.blocks import Block, block_classes
from contentsite.schema.errors import DeclarationError
from contentsite.testing import add_user, site_app
from contentsite.tree.copy import copy
from contentsite.tree.node import Node
from contentsite.tree.reference import references_of
from contentsite.types.blocks import Callout, Cards, Download, Gallery, Hero, Prose, Quote
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.types.image import Image
from contentsite.versions.history import values_of, versions_of
from contentsite.versions.restore import restore

PLUGIN = '''
from contentsite import Block, Text, block

@block(title="Bell", template="<b>{{ block.words }}{{ level }}</b>", opens=True)
class Bell(Block):
    """Rings."""
    words: Text = ""

@block
class BareOne(Block):
    """Has no template."""
    words: Text = ""
    more: Text = ""
'''
SIGNS = st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp"))
LINE = st.text(SIGNS, max_size=30)
PROSE = st.sampled_from(
    ["", "<p>a</p>", "<h2>b &amp; c</h2><p>d <b>e</b></p>", "<ul><li>f</li></ul>"]
)


def blocks_about(image: str, page: str) -> st.SearchStrategy[tuple[Block, ...]]:
    one, several = st.sampled_from([None, image]), st.sampled_from([(), (image,), (image, page)])
    links = st.sampled_from(["", f"uid:{page}", "https://example.org/", "/somewhere?x=1#y"])
    return st.lists(
        st.one_of(
            st.builds(Hero, headline=LINE, lead=LINE, picture=one, button=LINE, leads_to=links),
            st.builds(
                Cards,
                heading=LINE,
                pages=several,
                folder=st.sampled_from([None, page]),
                order=st.sampled_from(["newest", "title", "as_they_stand"]),
                most=st.integers(1, 24),
                tinted=st.booleans(),
            ),
            st.builds(Prose, text=PROSE, columns=st.booleans()),
            st.builds(Quote, words=LINE, by=LINE, source=links),
            st.builds(Gallery, heading=LINE, pictures=st.sampled_from([(), (image,)])),
            st.builds(Callout, tone=st.sampled_from(["note", "tip"]), text=PROSE),
            st.builds(Download, words=LINE),
        ),
        max_size=6,
    ).map(tuple)


def test_any_blocks_survive_store_form_json_and_versions() -> None:
    with site_app() as (site, browser):
        image = site.add("image", Image(title="I"))
        page = site.add("page", Document(title="P"))
        for each in (image, page):
            each.publish()
        work = site.add("work", Document(title="Work"))
        browser.sign_in(add_user(site, "ada", "Manager"))
        browser.commit()
        json = {"Accept": "application/json"}

        @given(blocks_about(image.uid, page.uid))
        @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
        def survive(blocks: tuple[Block, ...]) -> None:
            work.update({"blocks": blocks})
            browser.commit()
            assert work.blocks == blocks
            form = browser.get("/work/@@edit").forms
            (own,) = [each for each in form.values() if each.action == "/work/@@edit"]
            for name, fields in own.fields.items():
                # as if each block were new: all is read from what was sent
                if (name or "").endswith("-was"):
                    fields[0].value = ""
            own.submit(status=303)
            browser.commit()
            assert work.blocks == blocks
            shown = browser.get("/work", headers=json).json["blocks"]
            browser.patch_json("/work", {"blocks": []}, headers=json, status=204)
            browser.patch_json("/work", {"blocks": shown}, headers=json, status=204)
            browser.commit()
            assert work.blocks == blocks
            number = next(versions_of(work)).number
            work.update({"blocks": (Quote(words="between"),)})
            browser.commit()
            assert values_of(work, number)["blocks"] == blocks
            restore(work, number)
            browser.commit()
            assert work.blocks == blocks
            assert browser.get("/work").status_int == 200

        survive()


def test_a_plug_in_has_blocks(module: Any) -> None:
    module("bells", PLUGIN)
    try:
        with site_app("bells") as (site, browser):
            info = blocks_of(browser.app.registry)["bell"]
            assert (info.title, info.help, info.opens) == ("Bell", "Rings.", True)
            site.update(
                {"blocks": [{"kind": "bell", "words": "<x>"}, {"kind": "bare_one", "more": "y"}]}
            )
            browser.commit()
            page = browser.get("/")
            assert "<b>&lt;x&gt;1</b>" in page.text
            assert [each.text for each in page.html.select(".details dd")] == ["y"]
            schemas = browser.get("/@@openapi.json").json["components"]["schemas"]
            assert schemas["BellBlock"]["properties"]["kind"]["const"] == "bell"
    finally:
        for kind in ("bell", "bare_one"):
            block_classes().pop(kind, None)  # type: ignore[attr-defined]


def test_two_blocks_of_one_kind_conflict(module: Any) -> None:
    module("bells_one", PLUGIN)
    try:
        with pytest.raises(
            DeclarationError, match=r"there is a block 'bell' already: bells_one\.Bell"
        ):
            module("bells_two", PLUGIN)
    finally:
        for kind in ("bell", "bare_one"):
            block_classes().pop(kind, None)  # type: ignore[attr-defined]


def test_what_is_no_block() -> None:
    with pytest.raises(DeclarationError, match="derives from Block"):
        block(Node)  # type: ignore[type-var]

    class Local(Block):
        pass

    with pytest.raises(DeclarationError, match="put it in a module"):
        block(Local)


def test_a_block_without_its_plug_in_stays(stored: Stored, module: Any) -> None:
    made = module("bells_away", PLUGIN)
    stored.site.add("page", Document(title="Page"))
    stored.site["page"].update({"blocks": (made.Bell(words="x"), Quote(words="so"))})
    stored.look()
    for kind in ("bell", "bare_one"):
        block_classes().pop(kind, None)  # type: ignore[attr-defined]
    del sys.modules["bells_away"]
    stored.reopen()
    page = stored.site["page"]
    away, quote = page.blocks
    assert isinstance(away, Broken)
    assert page.summary() == "so"
    page.update({"blocks": (quote, away)})
    stored.look()
    assert isinstance(stored.site["page"].blocks[1], Broken)
    assert stored.site["page"].blocks[0] == quote


def test_references_in_blocks_count_and_follow_copies() -> None:
    with site_app() as (site, browser):
        part = site.add("part", Folder(title="Part"))
        image = part.add("image", Image(title="Image"))
        link = f'<p><a href="uid:{image.uid}">x</a></p>'
        page = part.add("page", Document(title="Page"))
        page.update(
            {
                "blocks": (
                    Hero(picture=image.uid, leads_to=f"uid:{image.uid}"),
                    Gallery(pictures=(image.uid,)),
                    Prose(text=link),
                )
            }
        )
        browser.commit()
        assert [*references_of(page)] == [("blocks", image.uid)] * 4
        again = copy(part, site)
        twin = again["image"].uid
        assert [*references_of(again["page"])] == [("blocks", twin)] * 4
        assert page.blocks[0].picture == image.uid
        with pytest.raises(ValueError, match="is no Image"):
            page.update({"blocks": (Quote(), Hero(picture=page.uid))})


def test_cards_find_pages() -> None:
    with site_app() as (site, browser):
        part = site.add("part", Folder(title="Part"))
        part.publish()
        for number, tags in enumerate([("a",), ("a", "b"), ("b",)]):
            name = "cab"[number]
            node = part.add(name, Document(title=f"Page {name}", tags=tags))
            node.publish()
        part.add("draft", Document(title="Draft", tags=("a",)))
        deep = part.add("deep", Folder(title="Deep"))
        deep.publish()
        deep.add("d", Document(title="Page d", tags=("b",))).publish()
        browser.commit()

        def titles(cards: Cards) -> list[str]:
            site.update({"blocks": (Hero(), cards)})
            browser.commit()
            return [each.h2.text for each in browser.get("/").html.select(".card")]

        assert titles(Cards(folder=part.uid, order="as_they_stand")) == [
            "Page c",
            "Page a",
            "Page b",
        ]
        assert titles(Cards(folder=part.uid, order="title", most=2)) == ["Deep", "Page a"]
        assert titles(Cards(folder=part.uid, of_type="Document", order="title", most=9)) == [
            "Page a",
            "Page b",
            "Page c",
            "Page d",
        ]
        assert titles(Cards(tag="b", order="title", most=9)) == ["Page a", "Page b", "Page d"]
        assert set(titles(Cards(tag="a", most=9))) == {"Page a", "Page c"}
        assert titles(Cards(pages=(part["b"].uid, part["c"].uid))) == ["Page b", "Page c"]
        assert titles(Cards(pages=(part["draft"].uid,))) == []
        assert titles(Cards()) == []
        assert len(titles(Cards(folder=part.uid))) == 3
        moment = datetime.now(UTC).isoformat()
        browser.sign_in(add_user(site, "ada", "Manager"))
        browser.commit()
        assert browser.get(f"/@@at/{moment}/").status_int == 200


def test_words_of_blocks_are_found() -> None:
    with site_app() as (site, browser):
        blocks = (Quote(words="rhubarb"), Prose(text="<p>crumble</p>"), Cards(heading="Custard"))
        site.add("page", Document(title="Page", blocks=blocks)).publish()
        browser.commit()
        for word in ("rhubarb", "crumble", "custard"):
            assert "/page" in browser.get(f"/@@search?q={word}").text
        assert browser.get("/@@search?q=newest").html.select(".hit") == []
