"""A field that a template does not know is still shown sensibly."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Picture

from contentsite.files.store import store_file, store_image
from contentsite.testing import site_app
from contentsite.types.document import Document
from contentsite.types.image import Image

PLUGIN = '''
from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from contentsite import *


@content
class Everything(Node):
    """A type without a template."""
    yes: bool = False
    count: int = 0
    share: float = 0.0
    price: Decimal | None = None
    day: date | None = None
    moment: datetime | None = None
    kind: Literal["big", "small"] = "big"
    words: LongText = ""
    prose: RichText = ""
    source: Markdown = ""
    tags: Tags = ()
    site: Href = ""
    other: Reference = None
    others: References = ()
    papers: Attachment = None
    image: Picture = None
    empty: Text = ""
    hidden: Annotated[Text, Field(shown=False)] = ""
'''


@pytest.fixture
def everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the name of a plug-in with a type that has a field of each kind."""
    source = PLUGIN.replace("from typing import", "from typing import Annotated,")
    (tmp_path / "everything.py").write_text(source)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "everything", raising=False)
    return "everything"


def test_each_kind_of_field(everything: str) -> None:
    with site_app(everything) as (site, browser):
        page = site.add("page", Document(title="<Page>"))
        page.publish()
        draft = site.add("draft", Document(title="Draft"))
        stream = io.BytesIO()
        Picture.new("RGB", (4, 3)).save(stream, "PNG")
        node: Any = sys.modules[everything].Everything(
            title="Everything",
            yes=True,
            count=7,
            share=0.5,
            price="1.50",
            day="2026-11-01",
            moment="2026-11-01T19:30+01:00",
            words="one <b>\ntwo",
            prose=f'<p><a href="uid:{page.uid}">p</a> <a href="uid:{draft.uid}">d</a></p>',
            source="*so*",
            tags=("a", "<b>"),
            site="https://example.org/",
            other=draft.uid,
            others=(page.uid, draft.uid),
            papers=store_file(io.BytesIO(b"x" * 1500), "p.txt"),
            image=store_image(stream, "i.png"),
            hidden="not shown",
        )
        site.add("all", node).publish()
        browser.commit()
        page = browser.get("/all")
        shown = {
            each.dt.text: each.dd.decode_contents()
            for each in page.html.find("dl", class_="details").find_all("div", recursive=False)
        }
        assert "not shown" not in page.text
        assert "Draft" not in page.text
        assert shown == {
            "Yes": "Yes",
            "Count": "7",
            "Share": "0.5",
            "Price": "1.50",
            "Day": '<time datetime="2026-11-01">1 November 2026</time>',
            "Moment": '<time datetime="2026-11-01T19:30:00+01:00">1 November 2026, 19:30</time>',
            "Kind": "big",
            "Words": "one &lt;b&gt;<br/>two",
            "Prose": '<div class="prose"><p><a href="/page">p</a> <a>d</a></p></div>',
            "Source": '<div class="prose"><p><em>so</em></p>\n</div>',
            "Tags": "a, &lt;b&gt;",
            "Site": '<a href="https://example.org/">https://example.org/</a>',
            "Other": "–",
            "Others": '<a href="/page">&lt;Page&gt;</a>, –',
            "Papers": '<a download="" href="/all/@@download">p.txt (1.5 kB)</a>',
            "Image": '<img alt="" decoding="async" height="3" src="/all/@@image" width="4"/>',
        }


def test_a_picture_without_a_file_is_nothing() -> None:
    with site_app() as (site, browser):
        image = site.add("image", Image(title="I"))
        image.publish()
        site.add("page", Document(title="P", picture=image.uid)).publish()
        browser.commit()
        assert browser.get("/image").html.main.find("img") is None
        assert browser.get("/page").html.main.find("img") is None
