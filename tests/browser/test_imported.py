"""Pages as others wrote them: those of a real export, in a folder that CONTENTSITE_REAL names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from visits import Open
from webtest.http import StopableWSGIServer

from contentsite.declaration import types_of
from contentsite.exchange.load import load
from contentsite.exchange.place import place_at
from contentsite.exchange.scope import source_uids
from contentsite.exchange.wxr.reader import read_wxr
from contentsite.testing import site_app
from contentsite.tree.walk import walk

EXPORT = (
    Path(os.environ.get("CONTENTSITE_REAL", "/nowhere"))
    / "wordpress"
    / "themeunittestdata.wordpress.xml"
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not EXPORT.is_file(), reason="CONTENTSITE_REAL names no folder"),
]


@pytest.fixture(scope="module")
def imported(_browser_there: None) -> Iterator[tuple[str, list[str]]]:
    """The address of a site with what was exported, and the paths of all its pages."""
    with site_app(contentsite__site__sample="false") as (site, browser):
        site.update({"title": "A site"})
        place = place_at(site, "/blog")
        uid_of = source_uids(place.uid, EXPORT, "wxr")
        types = types_of(browser.app.registry)
        source = read_wxr(EXPORT, uid_of)
        load(source, place, types, uid_of, commit=browser.commit, progress=lambda *_: None)
        paths = [quote(f"/blog{step.path}".rstrip("/")) for step in walk(site["blog"])]
        server = StopableWSGIServer.create(browser.app, host="127.0.0.1", ident="", threads=8)
        try:
            yield f"http://127.0.0.1:{server.effective_port}", paths
        finally:
            server.shutdown()


@pytest.fixture(scope="module")
def address(imported: tuple[str, list[str]]) -> str:
    """The address of the site that `visit` opens pages of."""
    return imported[0]


def test_axe_finds_nothing_on_any_page(visit: Open, imported: tuple[str, list[str]]) -> None:
    seen = visit()
    found = {}
    for path in imported[1]:
        if seen.page.request.get(imported[0] + path).status == 200:
            seen.go(path)
            found[path] = seen.axe()
    assert len(found) > 70
    assert {path: faults for path, faults in found.items() if faults} == {}
