"""A stored site that makes versions, in a database of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from contentsite.security.actor import Actor, act_as
from contentsite.testing import Browser, site_app
from contentsite.tree.root import Root
from contentsite.types.document import Document


class Kept:
    """A site whose changes are stored one by one, each as somebody."""

    def __init__(self, site: Root, browser: Browser) -> None:
        self.site, self.browser = site, browser

    def commit(self, name: str = "ada") -> None:
        """Store what was changed; what comes next is done by somebody."""
        self.browser.commit()
        act_as(self.browser.manager.get(), Actor("uid-" + name, name, "", ""))

    def page(self, **values: Any) -> Document:
        """Add a page and store it."""
        found = self.site.add(f"page{len(self.site)}", Document(**{"title": "A page", **values}))
        self.commit()
        assert isinstance(found, Document)
        return found


@pytest.fixture
def kept() -> Iterator[Kept]:
    with site_app() as (site, browser):
        found = Kept(site, browser)
        found.commit()
        yield found


@pytest.fixture
def few() -> Iterator[Kept]:
    settings = {"contentsite__versions__keep": "3", "contentsite__versions__days": "0"}
    with site_app(**settings) as (site, browser):
        found = Kept(site, browser)
        found.commit()
        yield found
