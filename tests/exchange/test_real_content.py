"""The readers on real content that is no part of the project: a folder that CONTENTSITE_REAL names."""

import os
import re
from functools import cache
from pathlib import Path

import pytest
from exchange_sources import PNG, by_id
from growth import steps

from contentsite.exchange.item import Item, Source, uid_maker
from contentsite.exchange.markdown.reader import read_markdown
from contentsite.exchange.wxr.reader import read_wxr

CONTENT = Path(os.environ.get("CONTENTSITE_REAL", "/nowhere"))
WXR = CONTENT / "wordpress" / "themeunittestdata.wordpress.xml"
PAGES = CONTENT / "markdown" / "pages"
UID_OF = uid_maker("real content")

pytestmark = pytest.mark.skipif(not CONTENT.is_dir(), reason="CONTENTSITE_REAL names no folder")

_CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)
_SHORTCODE = re.compile(
    r"\[/?(?:gallery|caption|audio|video|embed|prism|div|version|ui-\w+|fa|plugin)\b[^\]]*\]"
)


@cache
def wordpress() -> Source:
    return read_wxr(WXR, UID_OF)


@cache
def grav() -> Source:
    return read_markdown(PAGES, UID_OF)


def bodies(source: Source) -> list[tuple[str, str]]:
    return [(i.source_id, str(i.values.get("body", ""))) for i in source.items]


@pytest.fixture(params=["wordpress", "grav"])
def source(request: pytest.FixtureRequest) -> Source:
    return {"wordpress": wordpress, "grav": grav}[request.param]()


def test_tree_is_whole(source: Source) -> None:
    items = by_id(source)
    assert len(items) == len(source.items)
    assert all(item.parent is None or item.parent in items for item in source.items)
    places = [(item.parent, item.name.casefold()) for item in source.items]
    assert len(set(places)) == len(places)
    assert all(items[i.parent].type == "Folder" for i in source.items if i.parent)


def test_links_lead_to_items(source: Source) -> None:
    uids = {UID_OF(item.source_id) for item in source.items}
    for source_id, body in bodies(source):
        found = set(re.findall(r'(?:href|src)="uid:([0-9a-f]{32})[#"]', body))
        assert found <= uids, source_id
        assert not re.search(r'<img(?! src="uid:)', body), source_id
        assert not re.search(r'<a [^>]*href="(?!uid:|https?:|mailto:|#)', body), source_id


def test_nothing_raw_is_shown(source: Source) -> None:
    for source_id, body in bodies(source):
        text = _CODE.sub("", body)
        assert "<!--" not in body, source_id
        assert not _SHORTCODE.search(text), (source_id, _SHORTCODE.search(text))
        assert not re.search(r"<(?:script|style|iframe|h1|div|span)\b", body), source_id


def test_addresses_lead_to_one_item(source: Source) -> None:
    every = [alias for item in source.items for alias in item.aliases]
    assert len(every) == len(set(every))
    assert "/" not in every


def count(source: Source, kind: str) -> list[Item]:
    return [item for item in source.items if item.type == kind]


def test_wordpress() -> None:
    source = wordpress()
    items = by_id(source)
    assert len(count(source, "News Item")) == 58
    assert (
        len([i for i in source.items if i.type in {"Document", "Folder"}]) == 21 + 2
    )  # and the home, and the posts
    assert sorted(i.source_id for i in source.items if not i.published) == ["1164", "1168"]
    assert items["1153"].publish_at is not None
    assert (items["1811"].name, items["1811"].parent) == ("επίπεδο-2", "1809")
    assert items["172"].parent == "173"
    assert items["1173"].title == "Markup: Title With Markup"
    assert "/2013/01/05/markup-title-with-markup" in items["1173"].aliases


def test_wordpress_with_files(tmp_path: Path) -> None:
    (tmp_path / "2008" / "06").mkdir(parents=True)
    (tmp_path / "2008" / "06" / "canola2.jpg").write_bytes(PNG)
    source = read_wxr(WXR, UID_OF, tmp_path)
    assert [item.source_id for item in count(source, "Image")] == ["611"]
    assert f'src="uid:{UID_OF("611")}"' in by_id(source)["555"].values["body"]


def test_grav() -> None:
    source = grav()
    items = by_id(source)
    pages = [i for i in source.items if i.file is None]
    assert len(pages) == 185
    assert len(count(source, "Image")) == 224
    assert [i.name for i in pages if i.parent is None][:3] == ["basics", "content", "themes"]
    assert items["01.basics"].title == "Basics"
    assert items["14.api"].title == "Grav API"
    assert not items["search"].published
    assert len([p for p in source.problems if "older version" in p.reason]) == 8


def test_a_character_takes_few_steps() -> None:
    letters = sum(file.stat().st_size for file in PAGES.rglob("*.md"))
    assert steps(lambda: read_markdown(PAGES, UID_OF)) < 30 * letters
    assert steps(lambda: read_wxr(WXR, UID_OF)) < 30 * WXR.stat().st_size
