"""What happens in the tree is in the audit log: once, and only where it was stored."""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import UTC, datetime

import pytest
import transaction
from audit_site import log, recording, said
from ZODB.POSException import ConflictError

from contentsite.security.acl import set_acl
from contentsite.security.actor import Actor, act_as
from contentsite.security.audit.bulk import recorded_once
from contentsite.security.audit.recorder import describe, quiet, record
from contentsite.testing import site_app
from contentsite.tree.copy import copy
from contentsite.tree.move import move, move_child, remove, rename
from contentsite.tree.trashing import purge, restore, trash
from contentsite.types.document import Document
from contentsite.types.folder import Folder

GONE = """
from contentsite import Document, content

@content
class Gone(Document):
    "Something."
"""
MARY = Actor("ab" * 16, "mary", "192.0.2.1", "0123456789abcdef")


@pytest.fixture
def site(stored):
    stored.site.add("news", Folder(title="News")).add("page", Document(title="Page"))
    return recording(stored)


def test_nothing_happened(site):
    assert log(site) == []


CHANGES = {
    "add": (lambda site: site.add("new", Document(title="New")), ("add", "/new", "")),
    "edit": (
        lambda site: site["news"]["page"].update({"title": "Other", "body": "<p>x</p>"}),
        ("edit", "/news/page", "title, body"),
    ),
    "publish": (lambda site: site["news"].publish(), ("state", "/news", "published")),
    "publish for a time": (
        lambda site: site["news"].publish(until=datetime(2030, 1, 2, tzinfo=UTC)),
        ("state", "/news", "published until 2030-01-02T00:00:00+00:00"),
    ),
    "take back": (lambda site: site["news"].retract("review"), ("state", "/news", "review")),
    "move": (
        lambda site: move(site["news"]["page"], site),
        ("move", "/page", "from /news/page"),
    ),
    "rename": (
        lambda site: rename(site["news"]["page"], "other"),
        ("rename", "/news/other", "from /news/page"),
    ),
    "rename what holds something": (
        lambda site: rename(site["news"], "old"),
        ("rename", "/old", "from /news"),
    ),
    "delete": (lambda site: remove(site["news"]["page"]), ("delete", "/news/page", "")),
    "trash": (
        lambda site: trash(site["news"]["page"]),
        ("delete", "/news/page", "into the trash"),
    ),
    "sort": (lambda site: site["news"].sort_by("title"), ("order", "/news", "")),
    "share": (lambda site: site["news"].touch("acl"), ("share", "/news", "inherited")),
    "edit the home page": (lambda site: site.update({"title": "Home"}), ("edit", "/", "title")),
}


@pytest.mark.parametrize(("change", "entry"), CHANGES.values(), ids=CHANGES)
def test_a_change_that_was_stored_has_one_entry(site, stored, change, entry):
    change(site)
    assert said(stored.look()) == [entry]


@pytest.mark.parametrize(("change", "entry"), CHANGES.values(), ids=CHANGES)
def test_a_change_that_was_not_stored_has_none(site, stored, change, entry):
    change(site)
    assert log(stored.forget()) == []


def test_a_reorder(site, stored):
    site.add("b", Document(title="B"))
    site = stored.look()
    site.reorder("b", "news")
    site.reorder("b", None)
    assert said(stored.look())[1:] == [("order", "/", "")]


def test_who_and_from_where(site, stored):
    act_as(stored.manager.get(), MARY)
    page = site["news"]["page"]
    page.update({"title": "Other"})
    (entry,) = log(stored.look())
    assert (entry.who, entry.name, entry.address, entry.request) == MARY
    assert (entry.node, entry.title) == (page.uid, "Other")
    # the next transaction is somebody else's
    stored.site["news"].update({"title": "x"})
    assert log(stored.look())[-1].who == ""


def test_who_made_what_is_new(site, stored):
    act_as(stored.manager.get(), MARY)
    site["news"].add("new", Folder(title="New")).add("page", Document(title="Page"))
    assert [entry.name for entry in log(stored.look())] == ["mary", "mary"]


def test_several_edits_of_a_node_are_one_entry(site, stored):
    page = site["news"]["page"]
    page.update({"title": "Other"})
    page.update({"body": "<p>x</p>"})
    page.update({"title": "Last"})
    (entry,) = log(stored.look())
    assert (entry.detail, entry.title) == ("title, body", "Last")
    stored.site["news"]["page"].update({"title": "Again"})
    assert len(log(stored.look())) == 2


def test_what_is_edited_while_it_is_added_is_an_addition(site, stored):
    page = site.add("new", Document(title="New"))
    page.update({"title": "Newer"})
    page.publish()
    site = stored.look()
    assert said(site) == [("add", "/new", ""), ("state", "/new", "published")]
    assert log(site)[0].title == "Newer"


def test_one_touch_of_several_kinds(site, stored):
    site["news"].touch("title", "state", "acl", "order", "body")
    assert sorted(said(stored.look())) == [
        ("edit", "/news", "title, body"),
        ("order", "/news", ""),
        ("share", "/news", "inherited"),
        ("state", "/news", "draft"),
    ]


def test_a_savepoint_takes_its_entries_back(site, stored):
    page = site["news"]["page"]
    point = stored.manager.savepoint()
    page.update({"title": "Never"})
    point.rollback()
    page.update({"body": "<p>x</p>"})
    assert said(stored.look()) == [("edit", "/news/page", "body")]


def test_what_was_deleted_stays_in_the_log(site, stored):
    site["news"]["page"].update({"title": "Gone soon"})
    site = stored.look()
    uid = site["news"]["page"].uid
    remove(site["news"])
    site = stored.look()
    assert "news" not in site
    assert [(entry.path, entry.title) for entry in log(site, node=uid)] == [
        ("/news/page", "Gone soon")
    ]
    assert [entry.action for entry in log(site, path="/news")] == ["edit", "delete"]


def test_a_branch_is_one_entry_with_its_size(site, stored):
    branch = Folder(title="Branch")
    for number in range(40):
        branch.add(f"p{number}", Document(title="P"))
    site.add("branch", branch)
    stored.look()
    copy(stored.site["branch"], stored.site["news"])
    stored.look()
    remove(stored.site["branch"])
    assert [(e.action, e.path, e.number) for e in log(stored.look())] == [
        ("add", "/branch", 41),
        ("add", "/news/branch", 41),
        ("delete", "/branch", 41),
    ]


def test_saying_better_what_was_done(site, stored):
    made = copy(site["news"]["page"], site)
    describe(site, made, "add", "copy", "from /news/page")
    describe(site, made, "delete", "restore")
    made.publish()
    describe(site, made, "state", detail="published: by Publish")
    assert said(stored.look()) == [
        ("copy", "/page", "from /news/page"),
        ("state", "/page", "published: by Publish"),
    ]


def test_recording_what_is_no_change_of_the_tree(site, stored):
    record(site, "sign-in", actor=MARY)
    record(site, "user", uid="cd" * 16, title="john", detail="added")
    first, second = log(stored.look())
    assert (first.action, first.who, first.node, first.path) == ("sign-in", MARY.uid, "", "")
    assert (second.who, second.node, second.title) == ("", "cd" * 16, "john")


def test_quiet(site, stored):
    with quiet():
        site.add("new", Document(title="New"))
        with pytest.raises(KeyError), quiet():
            site.remove("nothing")
        site["new"].update({"title": "x"})
    site["new"].update({"title": "y"})
    assert said(stored.look()) == [("edit", "/new", "title")]


def test_a_tree_without_a_site_has_no_log():
    folder = Folder(title="Folder")
    folder.add("page", Document(title="Page")).update({"title": "x"})


def test_bulk_changes_are_one_entry_in_each_of_their_transactions(site, stored):
    with recorded_once(site, "import", site["news"]) as tell:
        for number in range(30):
            stored.site["news"].add(f"n{number}", Document(title="N"))
            if number % 10 == 9:
                tell(number + 1, f"{number + 1} made")
                stored.look()
                (entry,) = log(stored.site)
                assert (entry.action, entry.path, entry.number) == ("import", "/news", number + 1)
                assert entry.detail == f"{number + 1} made"
    stored.site["news"]["n1"].update({"title": "x"})
    assert len(log(stored.look())) == 2


def test_bulk_work_that_changes_nothing_has_no_entry(site, stored):
    with recorded_once(site, "import", site["news"]) as tell:
        tell(0, "0 made")
        tell(0, "0 made")
    assert log(stored.look()) == []


def test_who_was_given_what(site, stored):
    set_acl(site["news"], [("allow", "group:" + "0" * 32, "Editor")])
    assert said(stored.look()) == [("share", "/news", f"allow group:{'0' * 32} Editor")]


class Person:
    """Somebody with a connection of his own."""

    def __init__(self, stored):
        self.manager = transaction.TransactionManager(explicit=True)
        self.manager.begin()
        self.connection = stored.db.open(transaction_manager=self.manager)

    @property
    def site(self):
        return self.connection.root()["contentsite"]

    def close(self):
        self.manager.abort()
        self.connection.close()


def test_two_who_change_different_pages_do_not_meet(site, stored):
    for number in range(60):
        page = Document(title="P")
        page.uid = f"{number:032x}"
        site.add(f"f{number}", Folder(title="F")).add("page", page)
    stored.look()
    with closing(Person(stored)) as first, closing(Person(stored)) as second:
        for number in range(0, 60, 2):
            first.site[f"f{number}"]["page"].update({"title": "One"})
            second.site[f"f{number + 1}"]["page"].update({"title": "Two"})
            first.manager.commit()
            second.manager.commit()
            first.manager.begin()
            second.manager.begin()
    assert [entry.title for entry in log(stored.look(), action="edit")] == ["One", "Two"] * 30


def test_what_is_tried_again_has_one_entry(site, stored):
    with closing(Person(stored)) as first, closing(Person(stored)) as second:
        first.site["news"]["page"].update({"title": "First"})
        second.site["news"]["page"].update({"title": "Second"})
        first.manager.commit()
        with pytest.raises(ConflictError):
            second.manager.commit()
        second.manager.abort()
        second.manager.begin()
        second.site["news"]["page"].update({"title": "Second"})
        second.manager.commit()
        first.manager.begin()
        second.manager.begin()
    assert [entry.title for entry in log(stored.look())] == ["First", "Second"]


def test_a_new_site_has_its_log():
    with site_app() as (site, _browser):
        assert "audit" in site._parts


def test_what_has_no_class_any_more_is_recorded_by_its_uid(stored, module):
    module("audit_gone", GONE)
    uid = stored.site.add("gone", sys.modules["audit_gone"].Gone(title="Gone")).uid
    stored.site.add("news", Folder(title="News"))
    stored.look()
    del sys.modules["audit_gone"]
    stored.reopen()
    site = recording(stored)
    move_child(site, "gone", site["news"])
    site["news"].remove("gone")
    found = log(stored.look())
    assert [(e.action, e.path, e.title, e.node) for e in found] == [
        ("move", "/gone", "Gone", uid),
        ("delete", "/news/gone", "Gone", uid),
    ]


def test_back_from_the_trash_and_out_of_it(site, stored):
    restore(site, trash(site["news"]), name="press")
    purge(site, trash(site["press"]))
    assert said(stored.look()) == [
        ("delete", "/news", "into the trash"),
        ("restore", "/press", "once /news"),
        ("delete", "/press", "into the trash"),
        ("purge", "/press", ""),
    ]
    assert [entry.number for entry in log(stored.site)] == [2, 2, 2, 2]


def test_who_was_given_what_of_a_list_that_is_too_long_to_be_told(site, stored):
    many = [("allow", f"user:{number:032x}", "Editor") for number in range(60)]
    set_acl(site["news"], many)
    site = stored.look()
    set_acl(site["news"], [*many[1:], ("allow", "user:" + "f" * 32, "Manager")])
    detail = said(stored.look())[-1][2]
    assert detail == (
        f"given: allow user:{'f' * 32} Manager; taken away: allow user:{0:032x} Editor;"
        " then there are 60 entries"
    )
