"""Bringing back what was then: values, what is gone, what is in the trash; the tree is whole afterwards."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from ZODB.serialize import referencesf

sys.path.insert(0, str(Path(__file__).parents[1] / "functional"))
from stage import picture

from contentsite.files.store import store_file
from contentsite.past.plan import GONE, REFUSED, SAME, UNTRASHED, VALUES, Plan, plan
from contentsite.past.restore import bring_back
from contentsite.security.acl import ALLOW, BLOCK, set_acl
from contentsite.security.hindsight import Hindsight
from contentsite.security.people import people_of
from contentsite.storage.past import moment_of, past_opened
from contentsite.testing import add_user
from contentsite.tree.check import check_tree
from contentsite.tree.move import move, rename
from contentsite.tree.trashing import purge, trash
from contentsite.types.document import Document
from contentsite.types.file import File
from contentsite.types.folder import Folder
from contentsite.types.image import Image
from contentsite.versions.history import versions_of
from contentsite.workflow.simple import IMMEDIATE, SIMPLE

WORKFLOWS = {each.name: each for each in (SIMPLE, IMMEDIATE)}
LONG = "<p>" + "Night train. " * 600 + "</p>"


class Scene:
    """A section with pages, a file and a picture at a moment that `back` returns to."""

    def __init__(self, stored: Any) -> None:
        self.stored = stored
        site = stored.site
        for name in ("editor", "contributor", "manager"):
            add_user(site, name, name.title())
        news = site.add("news", Folder(title="News"))
        news.publish()
        news.add("a", Document(title="A", body=LONG)).publish()
        sub = news.add("sub", Folder(title="Sub", sorting="title"))
        sub.publish()
        sub.add("deep", Document(title="Deep", body=LONG))
        sub.add("pic", Image(title="Pic", image=picture())).publish()
        sub.add("file", File(title="File", file=store_file(BytesIO(b"then"), "f.txt"))).publish()
        news.add("b", Document(title="B"))
        news.add("c", Document(title="C"))
        self.look()
        self.moment = moment_of(stored.db.lastTransaction())
        self.uids = {node.title: node.uid for node in (news, *news.children(), *sub.children())}

    @property
    def site(self) -> Any:
        return self.stored.site

    @property
    def news(self) -> Any:
        return self.site["news"]

    def look(self) -> Any:
        return self.stored.look()

    def back(
        self,
        title: str,
        *,
        below: bool = False,
        who: str = "editor",
        do: bool = True,
        check: bool = True,
    ) -> Plan:
        """Bring a node of then back; the tree must be whole."""
        site = self.look()
        people = people_of(site)
        with past_opened(self.stored.db, self.moment, self.stored.manager) as connection:
            then = connection.root()["contentsite"].find(self.uids[title])
            sight = Hindsight(site, people.who(people.named(who)), datetime.now(UTC), WORKFLOWS)
            found = plan(then, sight, below=below)
            if do:
                bring_back(found, sight, self.moment)
        site = self.look()
        assert [*check_tree(site)] == [] or not check
        return found


@pytest.fixture
def scene(stored) -> Iterator[Scene]:
    return Scene(stored)


def kinds(found: Plan) -> dict[str, int]:
    every = {kind: found.number(kind) for kind in (SAME, VALUES, GONE, UNTRASHED, REFUSED)}
    return {kind: number for kind, number in every.items() if number}


def test_a_draft_gets_its_values_back(scene):
    scene.news["b"].update({"title": "B2", "tags": ("new",)})
    assert kinds(scene.back("B")) == {VALUES: 1}
    assert (scene.news["b"].title, scene.news["b"].tags) == ("B", ())
    assert next(versions_of(scene.news["b"])).what == "restored"
    assert kinds(scene.back("B")) == {SAME: 1}


def test_a_published_page_gets_them_into_its_working_copy(scene):
    scene.news["a"].update({"title": "A2", "body": "<p>short</p>"})
    scene.back("A")
    node = scene.news["a"]
    assert (node.title, node.body) == ("A2", "<p>short</p>")
    assert node._working.values == {"title": "A", "body": LONG}
    assert kinds(scene.back("A")) == {SAME: 1}


def test_looking_at_a_plan_writes_nothing(scene):
    scene.news["b"].update({"title": "B2"})
    scene.look()
    scene.back("News", below=True, do=False)
    assert scene.news._p_jar.transaction_manager.get()._resources == []


def test_what_is_gone_comes_back_as_it_was(scene):
    before = {title: scene.site.find(uid).created for title, uid in scene.uids.items()}
    scene.news["sub"]["deep"].update({"title": "Deep 2"})
    scene.look()
    purge(scene.site, trash(scene.news["sub"]))
    scene.news.add("since", Document(title="Since"))
    scene.look()
    assert kinds(scene.back("Sub", below=True)) == {GONE: 4}
    sub = scene.news["sub"]
    assert [*scene.news] == ["a", "sub", "b", "c", "since"]
    assert [*sub] == ["deep", "file", "pic"]
    assert {node.uid for node in sub.children()} <= set(scene.uids.values())
    assert {node.created for node in sub.children()} <= set(before.values())
    assert (sub.state, sub["deep"].state) == ("published", "draft")
    assert sub["deep"].body == LONG
    with sub["file"].file.blob.open() as stream:
        assert stream.read() == b"then"
    assert sub["pic"].image.width == 40
    assert sub.sorting == "title"
    assert sub.order.field == "title"


def test_what_came_back_outlives_a_pack(scene):
    """Its long texts and files are the objects of then, to which nothing referred meanwhile."""
    purge(scene.site, trash(scene.news["sub"]))
    scene.look()
    scene.back("Sub", below=True)
    scene.stored.db.storage.pack(time.time(), referencesf)
    sub = scene.stored.reopen()["news"]["sub"]
    assert sub["deep"].body == LONG
    with sub["file"].file.blob.open() as stream:
        assert stream.read() == b"then"


def test_what_has_no_class_any_more_stays_away(scene, module, monkeypatch):
    plugin = module(
        "conference",
        "from contentsite import Document, content\n\n\n@content\nclass Talk(Document):\n    'A talk.'\n",
    )
    scene.news.add("talk", plugin.Talk(title="Talk"))
    scene.look()
    scene.moment = moment_of(scene.stored.db.lastTransaction())
    scene.news["b"].update({"title": "B2"})
    scene.look()
    monkeypatch.delitem(sys.modules, "conference")
    scene.stored.reopen()
    found = scene.back("News", below=True, check=False)
    assert kinds(found) == {SAME: 7, VALUES: 1, REFUSED: 1}
    assert found.refusals == (("", "Its class is not installed."),)
    assert scene.news["b"].title == "B"


def test_without_what_was_below_only_the_folder_comes_back(scene):
    purge(scene.site, trash(scene.news["sub"]))
    assert kinds(scene.back("Sub")) == {GONE: 1}
    assert len(scene.news["sub"]) == 0
    assert kinds(scene.back("Sub", below=True)) == {SAME: 1, GONE: 3}
    assert len(scene.news["sub"]) == 3


def test_what_was_deleted_is_restored_from_the_trash(scene):
    scene.news["sub"]["deep"].update({"title": "Deep 2"})
    scene.news["sub"].add("since", Document(title="Since"))
    scene.look()
    trash(scene.news["sub"], people_of(scene.site).named("editor").uid)
    found = scene.back("News", below=True)
    assert kinds(found) == {SAME: 6, UNTRASHED: 1, VALUES: 1}
    assert [*scene.news] == ["a", "sub", "b", "c"]
    assert scene.news["sub"]["deep"].title == "Deep"
    assert "since" in scene.news["sub"]
    assert [*scene.site.trash.items()] == []


def test_what_others_deleted_stays_in_the_trash(scene):
    trash(scene.news["sub"], people_of(scene.site).named("manager").uid)
    assert kinds(scene.back("Sub")) == {REFUSED: 1}
    assert kinds(scene.back("Sub", who="manager")) == {UNTRASHED: 1}


def test_what_is_below_something_in_the_trash_waits_for_it(scene):
    trash(scene.news["sub"], people_of(scene.site).named("editor").uid)
    found = scene.back("Deep")
    assert found.refusals == (("Deep", "It is in the trash: restore it from there first."),)
    purge(scene.site, next(scene.site.trash.items()))
    found = scene.back("Deep")
    assert found.refusals == (("Deep", "What it stood in is not there any more."),)


def test_what_was_moved_stays_where_it_is(scene):
    scene.news["b"].update({"title": "B2"})
    move(scene.news["b"], scene.site)
    rename(scene.site["b"], "bee")
    assert kinds(scene.back("News", below=True)) == {SAME: 7, VALUES: 1}
    assert scene.site["bee"].title == "B"
    assert "b" not in scene.news


def test_what_was_moved_out_before_its_folder_went_stays_there(scene):
    move(scene.news["sub"]["deep"], scene.site)
    scene.look()
    purge(scene.site, trash(scene.news["sub"]))
    assert kinds(scene.back("Sub", below=True)) == {GONE: 3, SAME: 1}
    assert [*scene.news["sub"]] == ["file", "pic"]


def test_a_taken_name_gets_a_number(scene):
    purge(scene.site, trash(scene.news["b"]))
    scene.news.add("b", Document(title="Another"))
    scene.back("B")
    assert scene.news["b-2"].uid == scene.uids["B"]
    assert scene.news["b"].title == "Another"


def test_who_may_not_publish_gets_a_draft(scene):
    """A Contributor who owns the folder may edit it, and add to it; not publish."""
    uid = people_of(scene.site).named("contributor").uid
    scene.news.owner = uid
    scene.news.retract()
    scene.look()
    purge(scene.site, trash(scene.news["a"]))
    found = scene.back("A", who="contributor")
    assert kinds(found) == {GONE: 1}
    assert scene.news["a"].state == "draft"


def test_a_list_of_its_own_comes_back_only_by_those_who_may_share(scene):
    shut = (BLOCK, (ALLOW, "everyone", "Visitor"))
    set_acl(scene.news["sub"], shut)
    scene.news.owner = people_of(scene.site).named("contributor").uid
    scene.news.retract()
    scene.look()
    scene.moment = moment_of(scene.stored.db.lastTransaction())
    purge(scene.site, trash(scene.news["sub"]))
    found = scene.back("News", below=True, who="contributor", do=False)
    assert kinds(found) == {SAME: 1, REFUSED: 7}
    assert ("", "There is something that you may not change today.") in found.refusals
    assert kinds(scene.back("Sub", below=True)) == {GONE: 3, REFUSED: 1}
    assert scene.news["sub"].acl == shut


def test_a_value_that_is_none_any_more_is_told(scene, monkeypatch):
    scene.news["b"].update({"title": "B2"})
    scene.look()

    def refuse(self: Any, values: Any) -> Any:
        raise ValueError("no")

    monkeypatch.setattr(Document, "update", refuse)
    with pytest.raises(ValueError, match="no"):
        scene.back("B")


def test_the_whole_site_goes_back(scene):
    site = scene.site
    site.update({"title": "Other"})
    scene.uids["Site"] = site.uid
    purge(site, trash(site["news"]))
    scene.look()
    found = scene.back("Site", below=True, who="manager")
    # and the site itself has its title again, once that is published
    assert kinds(found) == {VALUES: 1, GONE: 8}
    assert [*scene.news] == ["a", "sub", "b", "c"]
