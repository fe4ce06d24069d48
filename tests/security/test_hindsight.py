"""Who sees what of the past: by what there is of it today."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from contentsite.security.acl import ALLOW, BLOCK, set_acl
from contentsite.security.hindsight import Hindsight
from contentsite.security.people import people_of
from contentsite.security.principal import ANONYMOUS, user_principal
from contentsite.storage.past import moment_of, past_opened
from contentsite.testing import add_user
from contentsite.tree.move import move
from contentsite.tree.trashing import purge, trash
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.workflow.simple import IMMEDIATE, SIMPLE

WORKFLOWS = {each.name: each for each in (SIMPLE, IMMEDIATE)}
PLACES = (
    "/",
    "/part",
    "/part/page",
    "/part/draft",
    "/part/inner",
    "/part/inner/page",
    "/closed",
    "/closed/page",
)


class Scene:
    """A site, people, and a moment: `seen` says what each sees of then."""

    def __init__(self, stored: Any) -> None:
        self.stored = stored
        site = stored.site
        part = site.add("part", Folder(title="Part"))
        part.publish()
        part.add("page", Document(title="Page")).publish()
        part.add("draft", Document(title="Draft"))
        inner = part.add("inner", Folder(title="Inner"))
        inner.publish()
        inner.add("page", Document(title="Inner page")).publish()
        closed = site.add("closed", Folder(title="Closed"))
        closed.publish()
        closed.add("page", Document(title="Closed page")).publish()
        self.users = {
            "editor": add_user(site, "editor", "Editor"),
            "reader": add_user(site, "reader", "Reader"),
            "manager": add_user(site, "manager", "Manager"),
            "local": add_user(site, "local", "Editor", at=part),
            "owner": add_user(site, "owner"),
        }
        part["page"].owner = self.users["owner"].uid
        set_acl(closed, [BLOCK, (ALLOW, user_principal(self.users["owner"].uid), "Editor")])
        self.look()
        self.moment = moment_of(stored.db.lastTransaction())

    @property
    def site(self) -> Any:
        return self.stored.site

    def look(self) -> Any:
        return self.stored.look()

    def seen(self, name: str, places: tuple[str, ...] = PLACES) -> set[str]:
        """Return the places of then that somebody sees today."""
        site = self.look()
        people = people_of(site)
        who = people.who(people.named(name)) if name else ANONYMOUS
        with past_opened(self.stored.db, self.moment, self.stored.manager) as connection:
            top = connection.root()["contentsite"]
            now = site.modified.replace(year=2099)
            sight = Hindsight(site, who, now, WORKFLOWS)
            found = set()
            for place in places:
                node = top
                for part in filter(None, place.split("/")):
                    node = node[part]
                if sight.sees(node):
                    found.add(place)
                if node.__parent__ is not None:
                    # a listing decides the same, by rows where it can
                    listed = Hindsight(site, who, now, WORKFLOWS).among(node.__parent__)
                    assert listed(node.__name__) is sight.sees(node), (name, place)
            return found


@pytest.fixture
def scene(stored) -> Iterator[Scene]:
    return Scene(stored)


OPEN = {each for each in PLACES if not each.startswith("/closed")}
PART = {each for each in PLACES if each.startswith("/part")}


def test_the_past_is_for_those_who_may_edit_today(scene):
    assert scene.seen("") == set()
    assert scene.seen("reader") == set()
    assert scene.seen("manager") == set(PLACES)
    assert scene.seen("editor") == OPEN
    assert scene.seen("local") == PART
    assert scene.seen("owner") == {"/part/page", "/closed", "/closed/page"}


def test_what_is_closed_today_is_closed_in_the_past(scene):
    set_acl(scene.site["part"]["inner"], [BLOCK])
    assert scene.seen("editor") == OPEN - {"/part/inner", "/part/inner/page"}
    assert scene.seen("local") == PART - {"/part/inner", "/part/inner/page"}
    assert scene.seen("manager") == set(PLACES)


def test_what_is_open_today_is_open_in_the_past(scene):
    set_acl(scene.site["closed"], None)
    assert scene.seen("editor") == set(PLACES)
    assert scene.seen("owner") == {"/part/page"}


def test_what_stands_elsewhere_today_is_judged_by_where_it_stands(scene):
    site = scene.site
    move(site["part"]["inner"], site["closed"])
    assert scene.seen("editor") == OPEN - {"/part/inner", "/part/inner/page"}
    assert "/part/inner/page" in scene.seen("owner", ("/part/inner/page",))


def test_nobody_learns_the_name_of_what_is_hidden_from_him(scene):
    """What was moved out of a closed folder had an address in there."""
    site = scene.site
    move(site["closed"]["page"], site["part"], "freed")
    assert "/closed/page" not in scene.seen("editor")
    assert "/closed/page" in scene.seen("manager")


@pytest.mark.parametrize("for_good", [False, True])
def test_what_is_gone_is_for_those_who_may_edit_what_it_stood_in(scene, for_good):
    for place in ("part", "closed"):
        item = trash(scene.site[place])
        scene.look()
        if for_good:
            purge(scene.site, item)
    assert scene.seen("") == set()
    assert scene.seen("reader") == set()
    assert scene.seen("manager") == set(PLACES)
    # what kept him out then keeps him out
    assert scene.seen("editor") == OPEN
    # what he was in there counts no more
    assert scene.seen("local") == set()
    assert scene.seen("owner") == set()


def test_what_was_closed_and_then_deleted_stays_closed(scene):
    inner = scene.site["part"]["inner"]
    set_acl(inner, [BLOCK])
    scene.look()
    trash(scene.site["part"]["inner"])
    assert scene.seen("editor") == OPEN - {"/part/inner", "/part/inner/page"}


def test_a_page_in_something_gone_is_seen_where_it_is_now(scene):
    site = scene.site
    move(site["part"]["inner"]["page"], site)
    scene.look()
    purge(scene.site, trash(scene.site["part"]["inner"]))
    assert scene.seen("editor") == OPEN
    assert "/part/inner/page" in scene.seen("manager")


def test_a_draft_of_another_in_ones_own_folder_is_not_shown(scene):
    """An owner is that of the node itself, then as now."""
    part = scene.site["part"]
    part.owner = people_of(scene.site).named("owner").uid
    scene.look()
    trash(scene.site["part"]["draft"])
    assert scene.seen("owner", ("/part", "/part/draft")) == {"/part"}
