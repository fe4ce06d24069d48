"""A site that a fuzzer asks by its own description, in the name of a Manager."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from contentsite.security.role import PERMISSIONS
from contentsite.security.token import make_token
from contentsite.testing import Browser, add_user, site_app
from contentsite.tree.root import Root
from contentsite.types.document import Document
from contentsite.types.folder import Folder

GENEROUS = {
    # a fuzzer tries wrong tokens more often than anybody should
    "contentsite__security__tries_account": "1000000",
    "contentsite__security__tries_address": "1000000",
}


class Fuzzed:
    """The site, and how it is asked."""

    def __init__(self, site: Root, browser: Browser) -> None:
        self.site, self.browser = site, browser
        self.app = browser.app
        user = add_user(site, "fuzz", "Manager", title="Fuzz")
        _token, self.token = make_token(user, "fuzz", PERMISSIONS, datetime.now(UTC), 1)
        browser.commit()
        self.settle()

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def settled(self, environ: Any, start_response: Any) -> Any:
        """Answer as the site does, after it was settled: a WSGI application for one thread."""
        self.settle()
        return self.app(environ, start_response)

    def settle(self) -> None:
        """Let the folder of the examples stand where it stood, whatever was done to it."""
        self.browser.commit()
        if "news" not in self.site:
            folder = self.site.add("news", Folder(title="News"))
            folder.publish()
            folder.add("page", Document(title="A page"))
        self.browser.commit()


@contextmanager
def fuzzed(**settings: Any) -> Iterator[Fuzzed]:
    """Give the site."""
    with site_app("every_field", **GENEROUS, **settings) as (site, browser):
        yield Fuzzed(site, browser)
