"""A stored site whose changes are made by people, one a commit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from stored import Stored

from contentsite import undo as undo_room
from contentsite import versions
from contentsite.ini import load_settings
from contentsite.security import audit
from contentsite.security.actor import Actor, act_as
from contentsite.security.people import people_of
from contentsite.security.user import User
from contentsite.settings import SETTINGS
from contentsite.testing import SECRET, Browser, add_user, site_app
from contentsite.tree.check import check_tree
from contentsite.tree.events import subscribe
from contentsite.tree.node import path_of
from contentsite.tree.root import Root
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.undo.change import Change
from contentsite.undo.log import changes_of
from contentsite.undo.rights import Rights
from contentsite.undo.undo import Outcome, plan, undo
from contentsite.workflow.workflow import workflows_of

ROLES = ("Manager", "Editor", "Reviewer", "Contributor", "Reader")


class Desk:
    """A site with /news (a, b, c), /attic and /page; and people who are called as their roles."""

    def __init__(self, site: Root, browser: Browser) -> None:
        self.site, self.browser = site, browser
        self.people: dict[str, User] = {
            role.lower(): add_user(site, role.lower(), role) for role in ROLES
        }
        self.people["guest"] = add_user(site, "guest")
        news = site.add("news", Folder(title="News"))
        for name in "abc":
            news.add(name, Document(title=name.upper(), body=f"<p>{name}</p>"))
        site.add("attic", Folder(title="Attic"))
        site.add("page", Document(title="Page", body="<p>One.</p>"))
        browser.commit()
        self.news, self.attic, self.page = site["news"], site["attic"], site["page"]

    def be(self, name: str) -> None:
        """Let what comes next be done by one of the people, "" for a script."""
        uid = self.people[name].uid if name else ""
        act_as(self.browser.manager.get(), Actor(uid, name, "", ""))

    def rights(self, name: str = "") -> Rights:
        who = people_of(self.site).who(self.people[name]) if name else None
        workflows = workflows_of(self.browser.app.registry)
        return Rights(who, datetime.now(UTC), workflows)

    def do(self, deed: Callable[[], object], by: str = "editor") -> Change:
        """Do something as somebody and return the change that it was."""
        before = {change.id for change in self.changes()}
        self.be(by)
        deed()
        self.commit()
        (made,) = (change for change in self.changes() if change.id not in before)
        return made

    def undo(self, change: Change, by: str = "editor") -> Outcome:
        """Undo a change as somebody; what would be done is asked before, and must be what is done."""
        self.be(by)
        planned = plan(self.site, change, self.rights(by))
        self.browser.manager.abort()
        self.browser.manager.begin()
        self.be(by)
        found = undo(self.site, change, self.rights(by))
        self.commit()
        assert planned == found._replace(id="", shown=planned.shown)
        return found

    def changes(self) -> list[Change]:
        return list(changes_of(self.site).changes())

    def commit(self) -> None:
        self.browser.commit()
        self.site._p_jar.cacheMinimize()

    def names(self, path: str = "news") -> list[str]:
        return list(self.site[path])


def reasons(outcome: Outcome) -> list[str]:
    """Return why items were refused."""
    return [refusal.reason for _number, refusal in outcome.refused]


def path(node: Any) -> str:
    return "/" + "/".join(path_of(node))


class _Config:
    """What subscribes to a database what the application would."""

    def __init__(self, stored: Stored) -> None:
        self.db = stored.db
        self.registry = {SETTINGS: load_settings({"contentsite.security.secret": SECRET}, {})}

    def add_tree_subscriber(self, kind: Any, subscriber: Any) -> None:
        subscribe(self.db, kind, subscriber)


def listen(stored: Stored) -> None:
    """Let audit log, versions and undo hear of what happens in a stored site."""
    config: Any = _Config(stored)
    for room in (audit, versions, undo_room):
        room.includeme(config)


@contextmanager
def desk_of(*plugins: str, **settings: Any) -> Iterator[Desk]:
    """Give a desk; at the end its tree must be whole."""
    with site_app(*plugins, **settings) as (site, browser):
        found = Desk(site, browser)
        yield found
        found.commit()
        assert list(check_tree(found.site)) == []
