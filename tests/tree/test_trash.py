"""Into the trash, back, and out of it for good; what keeps something from coming back says so."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from running import environment

from contentsite.security.acl import ALLOW, set_acl
from contentsite.security.decide import may
from contentsite.security.principal import Who
from contentsite.tree.check import check_tree
from contentsite.tree.container import NameTaken
from contentsite.tree.copy import copy
from contentsite.tree.events import Added, Event, Purged, Removed, Restored, Trashed, subscribe
from contentsite.tree.extent import extent_of
from contentsite.tree.move import InvalidMove, move, rename
from contentsite.tree.name import InvalidName
from contentsite.tree.repair import repair
from contentsite.tree.trash import item_of
from contentsite.tree.trashing import NoPlace, purge, purging, restore, trash, trash_child
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.types.site import Site


def fill(site):
    """Make /news/{a, b, c, d, sub/page}."""
    news = site.add("news", Folder(title="News"))
    for name in "abcd":
        news.add(name, Document(title=name.upper()))
    news.add("sub", Folder(title="Sub")).add("page", Document(title="Page"))
    return news


@pytest.fixture
def site(seen):
    fill(seen.site)
    yield seen.look()
    assert list(check_tree(seen.look())) == []


def test_what_is_in_the_trash_is_nowhere(site, seen):
    news, page = site["news"], site["news"]["sub"]["page"]
    item = trash(news, "ann")
    assert (item.title, item.type, item.path, item.by) == ("News", "Folder", "/news", "ann")
    assert (item.number, item.is_more) == (7, False)
    assert "news" not in site
    assert len(site) == 0
    for node in (news, page):
        assert site.find(node.uid) is None
        assert node.uid in site.uids()
        assert item_of(node) is item
    # nobody has a role there, not even who has one by its own list
    news.acl = ((ALLOW, "user:x", "Manager"),)
    manager = Who("x", "x", "X", frozenset({"user:x", "everyone"}))
    assert not may(page, manager, "view", item.moment, {})
    site = seen.look()
    assert [each.uid for each in site.trash.items()] == [news.uid]


def test_nothing_is_done_to_what_is_there(site):
    news, sub = site["news"], site["news"]["sub"]
    trash(news)
    for wrong in (
        lambda: sub.add("new", Document(title="N")),
        lambda: sub.remove("page"),
        lambda: copy(site.add("x", Document(title="X")), sub),
    ):
        with pytest.raises(ValueError, match="in the trash"):
            wrong()
    for wrong in (trash, lambda node: move(node, site), lambda node: rename(node, "x")):
        with pytest.raises(InvalidMove, match="in the trash"):
            wrong(news)
    with pytest.raises(InvalidMove):
        move(site["x"], sub)


@pytest.mark.parametrize("first", ["bcd", "dcb", "cbd", "bdc"])
def test_all_come_back_to_their_places(site, seen, first):
    items = [trash(site["news"][name]).uid for name in "cbd"]
    assert len(items) == 3
    site = seen.look()
    for name in first:
        uid = next(each.uid for each in site.trash.items() if each.name == name)
        restore(site, site.trash.get(uid))
        site = seen.look()
    assert list(site["news"]) == ["a", "b", "c", "d", "sub"]
    assert list(site.redirects) == []


def test_a_place_that_is_taken_and_an_order_that_was_made_anew(site):
    news = site["news"]
    item = trash(news["b"])
    news.order.place_at("d", item.key)
    restore(site, item)
    assert list(news)[:4] == ["a", "b", "d", "c"]
    item = trash(news["d"])
    news.sort_by("title", descending=True)
    news.sort_by(None)
    restore(site, item)
    assert list(news) == ["sub", "d", "c", "b", "a"]
    item = trash(news["c"])
    news.sort_by("title")
    restore(site, item)
    assert list(news) == ["a", "b", "c", "d", "sub"]
    item = trash(news["sub"])
    news.sort_by(None)
    restore(site, item)
    assert list(news)[-1] == "sub"


def test_roles_and_old_addresses_come_back(site, seen):
    news = site["news"]
    set_acl(news, [(ALLOW, "user:x", "Editor")])
    rename(news, "press")
    item = trash(news)
    seen.look()
    assert restore(seen.site, seen.site.trash.get(item.uid)).acl == news.acl
    assert dict(seen.site.redirects) == {"/news": news.uid}


def test_elsewhere_the_old_address_leads_there(site, seen):
    attic = site.add("attic", Folder(title="Attic"))
    news = site["news"]
    restore(site, trash(news), attic, "old")
    assert dict(site.redirects) == {"/news": news.uid}
    assert site.find(news["sub"]["page"].uid) is site["attic"]["old"]["sub"]["page"]
    item = trash(news["a"])
    rename(news, "older")
    restore(site, item)
    assert next(iter(news)) == "a"


def test_why_not(site):
    news, sub = site["news"], site["news"]["sub"]
    page = trash(sub["page"])
    with pytest.raises(NameTaken):
        restore(site, page, news, "a")
    with pytest.raises(InvalidName):
        restore(site, page, news, "@@x")
    with pytest.raises(InvalidName):
        restore(site, page, site, "robots.txt")
    with pytest.raises(InvalidMove, match="same site"):
        restore(site, page, Site(title="Other"))
    outer = trash(news)
    with pytest.raises(NoPlace, match="'Sub', is in the trash"):
        restore(site, page)
    with pytest.raises(InvalidMove, match="same site"):
        restore(site, page, sub)
    purge(site, outer)
    with pytest.raises(NoPlace, match="does not exist"):
        restore(site, page)
    restore(site, page, site)
    with pytest.raises(InvalidMove, match="any more"):
        restore(site, page, site, "again")
    with pytest.raises(InvalidMove, match="site itself"):
        trash(site)
    with pytest.raises(InvalidMove, match="not in a site"):
        trash_child(fill(Folder(title="Lonely")), "a")


def test_for_good_a_thousand_at_a_time(site, seen, monkeypatch):
    monkeypatch.setattr("contentsite.tree.trashing.STEP", 2)
    item = trash(site["news"])
    uid = item.uid
    going = purging(site, item)
    assert next(going) == 2
    site = seen.look()
    # whoever was killed now left a tree that is whole, and something that only can go
    assert list(check_tree(site)) == []
    item = site.trash.get(uid)
    assert item.is_going
    with pytest.raises(InvalidMove, match="any more"):
        restore(site, item)
    # an import may have made a node of the same uid meanwhile
    again = Document(title="Again")
    again.uid = uid
    site.add("again", again)
    assert list(purging(site, item)) == [2, 4, 6, 7]
    assert list(site.uids()) == sorted([site.uid, uid])
    assert site.find(uid) is again
    assert list(site.trash.items()) == []


def test_the_newest_first(site):
    items = [trash(site["news"][name]) for name in "abc"]
    assert list(site.trash.items()) == items[::-1]
    assert list(site.trash.oldest()) == items
    assert list(site.trash.items(items[1].time_key)) == items[:1]


def test_events(site, seen):
    told: list[Event] = []
    for kind in (Added, Removed, Purged):
        subscribe(seen.db, kind, told.append)
    news = site["news"]
    item = trash(news)
    restore(site, item, name="press")
    purge(site, trash(news))
    assert [type(each) for each in told] == [Trashed, Restored, Trashed, Purged]
    gone, back, _, purged = told
    assert (gone.parent, gone.name, gone.count) == (site, "news", 7)
    assert (back.parent, back.name, back.path, back.count) == (site, "press", "/news", 7)
    assert (purged.site, purged.path, purged.count) == (site, "/press", 7)


def test_the_extent_of_much_is_not_counted_to_the_end(site, monkeypatch):
    assert extent_of(site, 100) == (8, False)
    assert extent_of(site, 8) == (8, False)
    assert extent_of(site, 4) == (4, True)
    monkeypatch.setattr("contentsite.tree.extent.FOLDERS", 1)
    assert extent_of(site, 100) == (2, True)


def test_what_is_wrong_in_the_trash_is_found_and_mended(site, seen):
    news = site["news"]
    item = trash(news)
    news.__parent__ = site
    news["sub"]._count.change(3)
    news["a"].title = "Changed"
    site.uids().remove(news["sub"]["page"].uid)
    found = [f"{fault.path}: {fault.problem}" for fault in check_tree(site)]
    above = "in the trash, once /news: "
    assert f"{above}/: its parent is not the container that holds it" in found
    assert f"{above}/a: its row in the listing is out of date" in found
    assert any(line.startswith(f"{above}/sub: it counts 4") for line in found)
    assert any("is not in the index" in line for line in found)
    assert list(repair(site))
    assert list(check_tree(site)) == []
    assert item_of(news) is item


KILLED = """
import os, signal, sys, transaction
from ZODB.FileStorage import FileStorage
from ZODB import DB
from contentsite.tree import trashing
from contentsite.tree.trashing import purging, restore, trash

trashing.STEP = 2
what, when, path = sys.argv[1:]
db = DB(FileStorage(path, blob_dir=path + ".blobs"))
connection = db.open()
site = connection.root()["contentsite"]

def die(*_arguments):
    os.kill(os.getpid(), signal.SIGKILL)

if when == "vote":
    db.storage.tpc_finish = die
elif when == "finish":
    finish = db.storage.tpc_finish
    db.storage.tpc_finish = lambda *given: (finish(*given), die())
item = next(site.trash.items(), None)
if what == "trash":
    trash(site["news"])
elif what == "restore":
    restore(site, item)
else:
    next(purging(site, item))
if when == "before":
    die()
transaction.commit()
"""


@pytest.mark.parametrize("when", ["before", "vote", "finish"])
@pytest.mark.parametrize("what", ["trash", "restore", "purge"])
def test_killed_in_the_middle_it_was_done_or_not(stored, tmp_path, what, when):
    news = fill(stored.site)
    if what != "trash":
        trash(news)
    stored.look()
    stored.close()
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, what, when, str(stored.path)],
        env=environment(),
        check=False,
        capture_output=True,
        text=True,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    stored._open()
    site = stored.site
    assert list(check_tree(site)) == []
    is_done = when == "finish"
    expected = {"trash": not is_done, "restore": is_done, "purge": False}
    assert ("news" in site) is expected[what]
    assert len(list(site.trash.items())) == int("news" not in site)
    if what == "purge" and is_done:
        purge(site, next(site.trash.items()))
        assert list(site.uids()) == [site.uid]
        assert list(check_tree(stored.look())) == []


def test_a_clock_that_was_set_back(site, monkeypatch):
    news = site["news"]
    moments = [datetime(2026, 11, 2, tzinfo=UTC), *[datetime(2020, 1, 1, tzinfo=UTC)] * 2]
    clock = SimpleNamespace(now=lambda _zone: moments.pop(0))
    monkeypatch.setattr("contentsite.tree.trashing.datetime", clock)
    for name in "abc":
        trash(news[name])
    assert sorted(item.name for item in site.trash.items()) == ["a", "b", "c"]
    assert list(check_tree(site)) == []
    for item in list(site.trash.items()):
        restore(site, item)
    assert list(news) == ["a", "b", "c", "d", "sub"], "their places do not come from the clock"
    assert list(check_tree(site)) == []
