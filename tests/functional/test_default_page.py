"""A folder with a default page shows that page at its own address."""

from __future__ import annotations

from contentsite.testing import Browser
from contentsite.tree.root import Root
from contentsite.types.document import Document
from contentsite.types.folder import Folder


def canonical(browser: Browser, path: str) -> str:
    """Return the canonical address of a page."""
    return str(browser.get(path).html.find("link", rel="canonical")["href"])


def test_default_page(stage: tuple[Root, Browser]) -> None:
    site, browser = stage
    site["news"].update({"default_page": site["news"]["opened"].uid})
    browser.commit()
    page = browser.get("/news")
    assert page.html.h1.text == "Opened"
    assert page.html.title.text.startswith("Opened")
    assert (
        canonical(browser, "/news") == canonical(browser, "/news/opened") == "http://localhost/news"
    )
    assert "/news/opened<" not in browser.get("/sitemap.xml?part=1").text
    assert browser.get("/news/@@feed").content_type == "application/atom+xml"
    assert browser.head("/news").status_int == 200


def test_a_default_page_that_is_not_public_gives_way_to_the_listing(
    stage: tuple[Root, Browser],
) -> None:
    site, browser = stage
    site["news"].update({"default_page": site["news"]["draft"].uid})
    browser.commit()
    assert browser.get("/news").html.h1.text == "News"


def test_a_default_page_lies_inside_the_folder(stage: tuple[Root, Browser]) -> None:
    site, browser = stage
    other = site.add("other", Document(title="Other"))
    other.publish()
    for uid in (other.uid, site["news"].uid, site.uid, "0" * 32):
        site["news"].update({"default_page": uid})
        browser.commit()
        assert browser.get("/news").html.h1.text == "News"


def test_default_pages_in_default_pages(stage: tuple[Root, Browser]) -> None:
    site, browser = stage
    inner = Folder(title="Inner")
    site["news"].add("inner", inner).publish()
    deep = inner.add("deep", Document(title="Deep"))
    deep.publish()
    inner.update({"default_page": deep.uid})
    site["news"].update({"default_page": inner.uid})
    browser.commit()
    assert browser.get("/news").html.h1.text == "Deep"
    assert canonical(browser, "/news/inner/deep") == "http://localhost/news"
