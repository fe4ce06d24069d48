"""A plug-in taken away: what holds its nodes still works, and all is well again when it returns."""

from __future__ import annotations

import sys

import pytest

from contentsite.security.decide import places
from contentsite.security.principal import ANONYMOUS
from contentsite.tree.check import check_tree
from contentsite.tree.copy import copy
from contentsite.tree.missing import class_of, state_of, uid_of
from contentsite.tree.move import InvalidMove, move, move_child, remove, rename
from contentsite.tree.node import Node, lineage, root_of
from contentsite.tree.repair import repair
from contentsite.tree.trashing import purge, restore, trash, trash_child
from contentsite.tree.walk import nodes_in, walk
from contentsite.types.document import Document
from contentsite.types.folder import Folder

SOURCE = """
from contentsite import Document, Folder, content

@content
class Talk(Document):
    "A talk."

@content
class Track(Folder):
    "What holds talks."
"""
FAR = "9" * 4


@pytest.fixture
def gone(stored, module, monkeypatch):
    """A site with /hall/{before, track/{page, talk}, talk, after} whose plug-in is taken away."""
    plugin = module("conference", SOURCE)
    hall = stored.site.add("hall", Folder(title="Hall"))
    hall.add("before", Document(title="Before"))
    track = hall.add("track", plugin.Track(title="Track"))
    track.add("page", Document(title="Page"))
    track.add("talk", plugin.Talk(title="Inner talk"))
    hall.add("talk", plugin.Talk(title="Talk"))
    hall.add("after", Document(title="After"))
    for node in nodes_in(stored.site):
        node.publish()
    stored.look()
    monkeypatch.delitem(sys.modules, "conference")
    stored.reopen()

    def back():
        monkeypatch.setitem(sys.modules, "conference", plugin)
        return stored.reopen()

    stored.back = back
    return stored


def problems(site):
    return [(fault.path, fault.problem) for fault in check_tree(site)]


ABSENT = [
    ("/hall/track", "its class conference:Track is not installed"),
    ("/hall/track/talk", "its class conference:Talk is not installed"),
    ("/hall/talk", "its class conference:Talk is not installed"),
]


def test_its_nodes_are_named_and_the_rest_is_well(gone):
    site = gone.site
    assert list(site["hall"]) == ["before", "track", "talk", "after"]
    assert [row.type for _key, row in site["hall"].rows()][1:3] == ["Track", "Talk"]
    assert not isinstance(site["hall"]["talk"], Node)
    assert problems(site) == ABSENT
    assert [step.path for step in walk(site)][-4:] == [
        "/hall/track/page", "/hall/track/talk", "/hall/talk", "/hall/after",
    ]  # fmt: skip
    assert [node.title for node in nodes_in(site)] == ["Site", "Hall", "Before", "Page", "After"]


def test_what_is_known_of_them(gone):
    talk = gone.site["hall"]["talk"]
    assert class_of(talk) == "conference:Talk"
    assert state_of(talk)["title"] == "Talk"
    assert gone.site.uids().get(uid_of(talk)) is talk
    assert gone.site.find(uid_of(talk)) is None


def test_what_they_hold_is_hidden(gone, request):
    track = gone.site["hall"]["track"]
    page = state_of(track)["_children"]["page"]
    assert list(lineage(page)) == [page]
    assert root_of(page) is page
    assert list(places(page, ANONYMOUS)) == []
    assert list(places(gone.site["hall"]["after"], ANONYMOUS)) != []
    with pytest.raises(InvalidMove, match="not installed"):
        move(page, gone.site)
    assert page.update({"title": "Still"}) == ("title",)


def test_move_and_return(gone):
    site = gone.site
    site.add("other", Folder(title="Other"))
    move(site["hall"], site["other"])
    move_child(site["other"]["hall"], "talk", site, "speech")
    move_child(site["other"]["hall"], "track", site)
    site = gone.look()
    assert list(site) == ["other", "speech", "track"]
    assert list(site["other"]["hall"]) == ["before", "after"]
    site = gone.back()
    # it does not know its new place yet, and changing it does not break the listing of the old one
    site["other"]["hall"].add("talk", Document(title="New"))
    site["speech"].update({"title": "Renamed"})
    assert site["other"]["hall"].row("talk").title == "New"
    assert ("/speech", "it calls itself 'talk'") in problems(site)
    assert {fault.path for fault in repair(site)} == {"/speech", "/track"}
    site = gone.look()
    assert problems(site) == []
    assert site["speech"].__parent__ is site
    assert site.row("speech").title == "Renamed"


def test_remove_and_return(gone):
    uids = {uid_of(step.node) for step in walk(gone.site["hall"])}
    gone.site["hall"].remove("talk")
    gone.site["hall"].remove("track")
    assert list(gone.look()["hall"]) == ["before", "after"]
    gone.site.remove("hall")
    site = gone.look()
    assert not uids & set(site.uids())
    assert problems(site) == []
    assert problems(gone.back()) == []


def test_sort_and_return(gone):
    gone.site["hall"].sort_by("title")
    assert list(gone.look()["hall"]) == ["after", "before", "talk", "track"]
    gone.site["hall"].sort_by("title", descending=True)
    assert list(gone.look()["hall"]) == ["before", "after", "track", "talk"]
    site = gone.back()
    assert {path for path, _problem in problems(site)} == {"/hall/track", "/hall/talk"}
    assert len(list(repair(site))) == 2
    site = gone.look()
    assert list(site["hall"]) == ["track", "talk", "before", "after"]
    assert problems(site) == []


def test_a_copy_leaves_them_out(gone):
    copy(gone.site["hall"], gone.site, "copy")
    site = gone.look()
    assert list(site["copy"]) == ["before", "after"]
    assert len(site["copy"]) == 2
    assert problems(site) == ABSENT


def test_a_removed_subtree_with_them_can_come_back(gone):
    hall = gone.site.remove("hall")
    gone.look()
    gone.site.add("hall", hall)
    assert problems(gone.look()) == ABSENT
    assert problems(gone.back()) == []


def test_they_move_by_what_they_say_of_their_place(gone):
    rename(gone.site["hall"]["talk"], "speech")
    move(gone.site["hall"]["track"], gone.site)
    site = gone.look()
    assert list(site["hall"]) == ["before", "speech", "after"]
    assert list(site) == ["hall", "track"]
    # what they say is from before: it is not written anew, and not believed
    site["hall"].add("talk", Document(title="Another"))
    for act in (lambda node: move(node, site), lambda node: rename(node, "x"), remove):
        for node in (site["track"], site["hall"]["speech"]):
            with pytest.raises(InvalidMove, match=r"conference:T\w+ is not installed.*move_child"):
                act(node)
    assert not site["track"]._p_changed
    move_child(site, "track", site["hall"])
    move_child(site["hall"], "speech", site, "talk")
    move_child(site, "talk", site["hall"], "speech")
    site["hall"].remove("talk")
    move_child(site["hall"], "speech", site["hall"], "talk")
    rename(gone.look()["hall"]["talk"], "talk")
    assert remove(gone.site["hall"]["talk"]) is not None
    track = remove(gone.site["hall"]["track"])
    site = gone.look()
    assert list(site["hall"]) == ["before", "after"]
    assert uid_of(track) not in site.uids()
    with pytest.raises(InvalidMove, match="does not stand"):
        remove(track)
    assert problems(gone.back()) == []


def test_what_stands_in_them_cannot_be_moved_by_itself(gone):
    inner = state_of(gone.site["hall"]["track"])["_children"]["talk"]
    with pytest.raises(InvalidMove, match="what holds it is of a class that is not installed"):
        remove(inner)


def test_one_by_itself_cannot_be_copied(gone):
    with pytest.raises(ValueError, match="its class conference:Talk is not installed"):
        copy(gone.site["hall"]["talk"], gone.site)
    assert list(gone.site) == ["hall"]


def test_a_node_that_does_not_know_its_place_moves_no_other(gone):
    move_child(gone.site["hall"], "talk", gone.site, "speech")
    gone.look()
    site = gone.back()
    site["hall"].add("talk", Document(title="Another"))
    with pytest.raises(InvalidMove, match="does not stand"):
        remove(site["speech"])
    assert site["hall"]["talk"].title == "Another"


def test_what_has_no_class_goes_into_the_trash_and_back(gone):
    hall = gone.site["hall"]
    before = list(hall)
    talk, track = hall["talk"], hall["track"]
    page = next(step.node for step in walk(track) if step.trail == ["page"]).uid
    item = trash(talk)
    assert (item.title, item.type, item.path) == ("Talk", "Talk", "/hall/talk")
    assert list(hall) == [name for name in before if name != "talk"]
    restore(gone.site, item)
    item = trash_child(hall, "track")
    assert item.number == 3
    site = gone.look()
    restore(site, site.trash.get(uid_of(track)), name="track-2")
    assert list(site["hall"]) == ["before", "track-2", "talk", "after"]
    gone.look()
    site = gone.back()
    assert {fault.path for fault in check_tree(site)} == {"/hall/track-2"}
    list(repair(site))
    assert list(check_tree(site)) == []
    assert site.find(page) is site["hall"]["track-2"]["page"]
    purge(site, trash(site["hall"]["track-2"]))
    assert list(check_tree(site)) == []


def test_a_class_that_comes_back_while_its_node_is_in_the_trash(gone):
    trash(gone.site["hall"]["talk"])
    gone.look()
    site = gone.back()
    assert [fault.problem for fault in check_tree(site)] == [
        "its parent is not the container that holds it"
    ]
    list(repair(site))
    assert list(check_tree(site)) == []
    (item,) = site.trash.items()
    restore(site, item)
    assert list(check_tree(gone.look())) == []
