from __future__ import annotations

import pytest

from contentsite.testing import site_app
from contentsite.types.document import Document
from contentsite.types.link import Link


@pytest.mark.parametrize(
    ("target", "href", "words"),
    [
        ("https://example.org/?a=1&b", "https://example.org/?a=1&b", "https://example.org/?a=1&b"),
        ("/page", "/mount/page", "/page"),
        ("uid:page#part", "/mount/page#s-part", "A page"),
        ("mailto:a@example.org", "mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_a_link_leads_where_its_field_says(target: str, href: str, words: str) -> None:
    with site_app() as (site, browser):
        page = site.add("page", Document(title="A page"))
        page.publish()
        site.add("link", Link(title="L", target=target.replace("page#", page.uid + "#"))).publish()
        browser.commit()
        shown = browser.get("/link", extra_environ={"SCRIPT_NAME": "/mount"}).html.find(
            class_="download"
        )
        assert shown.strong.text == words
        assert shown.a["href"] == href


def test_a_link_to_nothing() -> None:
    with site_app() as (site, browser):
        site.add("link", Link(title="L")).publish()
        browser.commit()
        page = browser.get("/link")
        assert page.html.find(class_="download") is None
        assert "leads nowhere" in page.text
