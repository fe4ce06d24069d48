"""A site to try, in process and over a real socket."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from stage import fill
from webtest.http import StopableWSGIServer

from contentsite.testing import Browser, site_app
from contentsite.tree.root import Root


@pytest.fixture
def stage() -> Iterator[tuple[Root, Browser]]:
    """A site with one section, a page and a picture in it; and what nobody may see."""
    with site_app() as (site, browser):
        fill(site)
        browser.commit()
        yield site, browser


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[Root, int]]:
    """The same site behind a real server: the site and the port."""
    with site_app("views_to_try") as (site, browser):
        fill(site)
        browser.commit()
        server = StopableWSGIServer.create(
            browser.app, host="127.0.0.1", threads=8, ident="", asyncore_use_poll=True
        )
        try:
            yield site, server.effective_port
        finally:
            server.shutdown()
