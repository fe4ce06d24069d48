"""Faults of the trash are named, and its indexes made anew."""

from __future__ import annotations

import pytest

from contentsite.tree.check import check_tree
from contentsite.tree.repair import repair
from contentsite.tree.trashing import restore, trash
from contentsite.types.document import Document
from contentsite.types.folder import Folder

NOBODY = "0" * 32


@pytest.fixture
def binned(stored):
    """Return a site, from the folder of which /f/a and /f/b were deleted."""
    folder = stored.site.add("f", Folder(title="F"))
    for name in "abc":
        folder.add(name, Document(title=name.upper()))
    stored.look()
    for name in "ab":
        trash(stored.site["f"][name])
        assert faults(stored) == []
    return stored


def faults(stored):
    return [(fault.path, fault.problem) for fault in check_tree(stored.look())]


def items(stored):
    return {item.name: item for item in stored.site.trash.items()}


def mended(stored):
    found = [(fault.path, fault.problem) for fault in repair(stored.site)]
    assert faults(stored) == []
    return found


def test_one_is_not_listed_by_time(binned):
    item = items(binned)["a"]
    del binned.site.trash._times[item.time_key]
    lost = ("in the trash, once /f/a", "the trash has it by uid, but not by time")
    assert faults(binned)[0] == lost
    assert ("/", "the indexes of the trash were made anew") in mended(binned)
    assert set(items(binned)) == {"a", "b"}


def test_one_is_not_known_by_uid(binned):
    item = items(binned)["a"]
    del binned.site.trash._items[item.uid]
    assert faults(binned) == [
        ("in the trash, once /f/a", "the trash has it by time, but not by uid")
    ]
    mended(binned)
    item = items(binned)["a"]
    assert restore(binned.site, item) is binned.site["f"]["a"]
    assert faults(binned) == []


def test_one_has_another_uid(binned):
    items(binned)["a"].uid = NOBODY
    assert faults(binned)[0][1] == "the trash has it by time, but not by uid"
    mended(binned)
    assert items(binned)["a"].uid == items(binned)["a"].node.uid
    node = items(binned)["a"].node
    binned.site.uids().remove(node.uid)
    node.uid = NOBODY
    binned.site.uids().put(NOBODY, node)
    assert faults(binned)[0][1] == "the trash has it by another uid than it has"
    mended(binned)
    assert items(binned)["a"].uid == NOBODY


def test_what_is_in_the_trash_and_in_the_tree(binned):
    node = items(binned)["a"].node
    binned.site["f"].attach("a", node)
    assert any("is used twice" in problem for _path, problem in faults(binned))


def test_a_record_that_is_missing(binned):
    lost = items(binned)["a"]._p_oid
    binned.look()
    binned.reopen()
    del binned.db.storage._index[lost]
    binned.connection.cacheMinimize()
    found = faults(binned)
    assert ("/", "an item of the trash cannot be read: a record is missing") in found
    list(repair(binned.site))
    assert faults(binned) == []
    assert set(items(binned)) == {"b"}


def test_what_was_in_a_trashed_folder_is_checked(binned):
    trash(binned.site["f"])
    item = items(binned)["f"]
    item.node["c"].__name__ = "x"
    item.node.__parent__ = None
    place = "in the trash, once /f: "
    assert faults(binned) == [
        (place + "/", "its parent is not the container that holds it"),
        (place + "/c", "it calls itself 'x'"),
        (place + "/c", "its row in the listing is out of date"),
    ]
    mended(binned)
