from __future__ import annotations

from ZODB.broken import PersistentBroken

from contentsite.public.sitemap import shard_ranges
from contentsite.testing import site_app
from contentsite.tree.uids import SHARDS
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.types.site import Site


def test_parts_hold_no_more_than_allowed_and_leave_nothing_out() -> None:
    site = Site(title="S")
    for number in range(300):
        site.add(f"n{number}", Document(title="N"))
    parts = shard_ranges(site, 20)
    assert [shard for part in parts for shard in part] == list(range(SHARDS))
    sizes = [sum(site.uids().size(shard) for shard in part) for part in parts]
    assert sum(sizes) == 301
    assert max(sizes) <= 20
    assert shard_ranges(site, 50_000) == [range(SHARDS)]
    # what a single shard holds cannot be split
    assert len(shard_ranges(site, 1)) <= SHARDS


def test_parts_together_have_each_page_once() -> None:
    with site_app(contentsite__public__sitemap_part="10") as (site, browser):
        for number in range(60):
            site.add(f"n{number}", Document(title="N")).publish()
        browser.commit()
        index = browser.get("/sitemap.xml").text
        count = index.count("<loc>")
        assert count > 5
        found = "".join(browser.get(f"/sitemap.xml?part={n}").text for n in range(1, count + 1))
        assert found.count("<loc>") == 61
        browser.get(f"/sitemap.xml?part={count + 1}", status=404)


def test_what_has_a_list_of_its_own() -> None:
    with site_app() as (site, browser):
        shut = site.add("shut", Folder(title="Shut"))
        shut.publish()
        shut.acl = (("deny", "everyone", ("view",)),)
        shut.touch("acl")
        allowed = shut.add("allowed", Document(title="Allowed"))
        allowed.publish()
        allowed.acl = (("allow", "everyone", ("view",)),)
        allowed.touch("acl")
        shut.add("other", Document(title="Other")).publish()
        browser.commit()
        text = browser.get("/sitemap.xml?part=1").text
        assert "/shut/allowed<" in text
        assert text.count("<loc>") == 2
        browser.get("/shut/allowed", status=200)
        browser.get("/shut/other", status=404)


def test_what_stands_in_something_whose_class_is_gone() -> None:
    with site_app() as (site, browser):
        folder = site.add("gone", Folder(title="Gone"))
        folder.publish()
        page = folder.add("page", Document(title="Page"))
        page.publish()
        browser.commit()
        assert "/gone/page" in browser.get("/sitemap.xml?part=1").text
        # as the database gives an object whose class it does not find
        page.__parent__ = PersistentBroken()
        browser.commit()
        listed = browser.get("/sitemap.xml?part=1").text
        assert "/gone<" in listed
        assert "/page" not in listed
