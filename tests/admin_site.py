"""What the tests of the admin share: a site with people of each role, and reading its forms."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from contentsite.security.user import User
from contentsite.testing import Browser, add_user, site_app
from contentsite.tree.root import Root
from contentsite.types.document import Document
from contentsite.types.folder import Folder

ROLES = ("Manager", "Editor", "Reviewer", "Contributor", "Reader")


class Admin:
    """A site, a browser, and people: each is called by his role in small letters."""

    def __init__(self, site: Root, browser: Browser, people: dict[str, User]) -> None:
        self.site, self.browser, self.people = site, browser, people

    def be(self, name: str) -> None:
        """Sign in as one of the people; "" is a visitor."""
        self.browser.sign_out()
        if name:
            self.browser.sign_in(self.people[name])

    def form(self, address: str, **options: Any) -> Any:
        """Return the form of the screen at an address."""
        return sheet(self.browser.get(address, **options))

    def commit(self) -> None:
        """Store what the test changed, and see what requests did."""
        self.browser.commit()


def sheet(answer: Any) -> Any:
    """Return the form of a screen, which has one besides those of the shell."""
    path = answer.request.path.replace("//", "/")
    own = [form for form in answer.forms.values() if form.action == path]
    assert len(own) == 1, [form.action for form in answer.forms.values()]
    return own[0]


@contextmanager
def admin_site(*plugins: str, **settings: Any) -> Iterator[Admin]:
    """Give a site with a public folder, a page in it, a draft, and a hidden folder with a page in it."""
    with site_app(*plugins, **settings) as (site, browser):
        people = {role.lower(): add_user(site, role.lower(), role, title=role) for role in ROLES}
        people["nobody"] = add_user(site, "nobody", title="Nobody")
        news = site.add("news", Folder(title="News"))
        news.publish()
        news.add("opened", Document(title="Opened", body="<p>Yes.</p>")).publish()
        news.add("draft", Document(title="Zanzibar"))
        hidden = site.add("hidden", Folder(title="Quagga"))
        hidden.add("child", Document(title="Okapi")).publish()
        browser.commit()
        yield Admin(site, browser, people)
