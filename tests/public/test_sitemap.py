from __future__ import annotations

import pytest

from contentsite.public.sitemap import shard_ranges
from contentsite.security.acl import ALLOW, BLOCK, set_acl
from contentsite.security.principal import EVERYONE
from contentsite.testing import site_app
from contentsite.tree import uids
from contentsite.tree.uids import SHARDS
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.types.site import Site


@pytest.fixture(autouse=True)
def _scattered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let new nodes lie in all shards, as those of a site do that grew over years."""
    monkeypatch.setattr(uids, "STRETCH", 0)


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
        allowed = shut.add("allowed", Document(title="Allowed"))
        allowed.publish()
        set_acl(allowed, [(ALLOW, EVERYONE, "Visitor")])
        site.add("other", Document(title="Other")).publish()
        set_acl(site["other"], [(ALLOW, "user:gone", "Editor")])
        browser.commit()
        assert browser.get("/sitemap.xml?part=1").text.count("<loc>") == 4
        set_acl(site["shut"], [BLOCK])
        browser.commit()
        text = browser.get("/sitemap.xml?part=1").text
        assert text.count("<loc>") == 2
        assert "/other<" in text
        browser.get("/shut/allowed", status=404)
