"""Who subscribed to a database hears what happens in its tree, also from scripts."""

from __future__ import annotations

import pytest

from contentsite.tree.copy import copy
from contentsite.tree.events import Added, Changed, Event, Moved, Removed, Reordered, subscribe
from contentsite.tree.move import move, rename
from contentsite.types.document import Document
from contentsite.types.folder import Folder


@pytest.fixture
def heard(stored):
    heard = []
    subscribe(stored.db, Event, heard.append)
    return heard


def told(heard):
    found = [(type(event).__name__, event.node.title) for event in heard]
    heard.clear()
    return found


def test_each_change_is_told_once(stored, heard):
    site = stored.site
    folder = site.add("f", Folder(title="F"))
    page = folder.add("p", Document(title="P"))
    assert told(heard) == [("Added", "F"), ("Added", "P")]
    page.update({"title": "Q", "tags": ["t"]})
    assert [event.names for event in heard] == [("title", "tags")] * 2
    assert told(heard) == [("Changing", "Q"), ("Changed", "Q")]
    page.update({"title": "Q"})
    page.publish()
    page.retract()
    assert told(heard) == [("Changed", "Q"), ("Changed", "Q")]
    move(page, site)
    assert (heard[0].parent, heard[0].name) == (folder, "p")
    rename(page, "q")
    assert told(heard) == [("Moved", "Q"), ("Moved", "Q")]
    site.reorder("q", "f")
    assert told(heard) == [("Reordered", "Site")]
    copy(folder, site)
    assert told(heard) == [("Added", "F")]
    site.sort_by("title")
    assert heard[0].names == ("order",)
    told(heard)
    site.remove("f")
    assert (heard[0].parent, heard[0].name) == (site, "f")
    assert told(heard) == [("Removed", "F")]


def test_by_kind_and_by_database(stored, tmp_path):
    found = []
    for kind in (Added, Changed, Moved, Removed, Reordered):
        subscribe(stored.db, kind, lambda event, kind=kind: found.append(kind))
    stored.site.add("a", Document(title="a"))
    assert found == [Added]
    # another database, and a tree in memory
    Folder(title="f").add("a", Document(title="a"))
    assert found == [Added]


def test_an_error_of_a_subscriber_ends_the_change(stored):
    def refuse(event):
        raise PermissionError("no")

    subscribe(stored.db, Added, refuse)
    with pytest.raises(PermissionError):
        stored.site.add("a", Document(title="a"))
    assert "a" not in stored.forget()
