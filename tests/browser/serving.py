"""A site with a Manager who is signed in, served for a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from webtest.http import StopableWSGIServer

from contentsite.catalog.catalog import catalog_of
from contentsite.security.cookie import NAME
from contentsite.testing import add_user, site_app
from contentsite.tree.root import Root


@dataclass(frozen=True)
class Served:
    """Where the site is, and the cookie that its Manager is known by."""

    address: str
    cookie: str


@contextmanager
def served_to_manager(fill: Callable[[Root], None], **settings: Any) -> Iterator[Served]:
    """Serve a site that `fill` has filled."""
    with site_app(**settings) as (site, browser):
        fill(site)
        ada = add_user(site, "ada", "Manager", title="Ada Novak")
        browser.commit()
        # before a thread does it: a folder is filtered and sorted from the first page on
        catalog_of(browser.app.registry).freshen(wait=False)
        browser.sign_in(ada)
        server = StopableWSGIServer.create(browser.app, host="127.0.0.1", ident="", threads=8)
        try:
            yield Served(f"http://127.0.0.1:{server.effective_port}", browser.cookies[NAME])
        finally:
            server.shutdown()
