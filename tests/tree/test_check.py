"""Faults of a tree are named with their place, and those that can be derived are mended."""

from __future__ import annotations

import pytest

from contentsite.tree.check import check_tree
from contentsite.tree.repair import repair
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.types.image import Image

NOBODY = "0" * 32


@pytest.fixture
def whole(stored):
    folder = stored.site.add("f", Folder(title="F"))
    for name in "abc":
        folder.add(name, Document(title=name.upper()))
    stored.site.add("page", Document(title="Page"))
    assert list(check_tree(stored.look())) == []
    return stored


def faults(stored):
    return [(fault.path, fault.problem) for fault in check_tree(stored.look())]


def test_what_can_be_derived_is_mended(whole):
    folder = whole.site["f"]
    folder["a"].__name__ = "x"
    folder["b"].__parent__ = whole.site
    folder["c"].title = "not told"
    whole.site.uids().remove(folder["a"].uid)
    whole.site.uids().put(NOBODY, folder["a"])
    assert faults(whole) == [
        ("/f/a", "it calls itself 'x'"),
        ("/f/a", f"its uid {folder['a'].uid} is not in the index"),
        ("/f/a", "its row in the listing is out of date"),
        ("/f/b", "its parent is not the container that holds it"),
        ("/f/c", "its row in the listing is out of date"),
        ("/", f"the uid index has {NOBODY}, which no node of the tree has"),
    ]
    assert [(fault.path, fault.problem.split(" ")[1]) for fault in repair(whole.site)] == [
        ("/f/a", "parent"),
        ("/f/a", "uid"),
        ("/f/b", "parent"),
        ("/f/c", "row"),
        ("/", "which"),
    ]
    assert faults(whole) == []
    assert list(repair(whole.site)) == []


def test_order_and_number(whole):
    folder = whole.site["f"]
    del folder._children["a"]
    folder._children["new"] = Document(title="New")
    folder._count.change(5)
    assert faults(whole)[0] == ("/f", "its order and its children do not agree")
    assert ("/f", "it counts 8 children but has 3") in faults(whole)
    list(repair(whole.site))
    folder = whole.look()["f"]
    assert list(folder) == ["b", "c", "new"]
    assert len(folder) == 3
    assert folder["new"].__parent__ is folder
    assert faults(whole) == []


def test_a_uid_used_twice(whole):
    folder = whole.site["f"]
    folder["a"].uid = folder["b"].uid
    assert ("/f/b", f"its uid {folder['b'].uid} is used twice") in faults(whole)
    list(repair(whole.site))
    assert faults(whole) == []
    assert whole.site["f"]["a"].uid != whole.site["f"]["b"].uid


def test_fields_and_references(whole):
    page = whole.site["page"]
    page.update({"related": [whole.site["f"].uid], "body": f'<p><a href="uid:{NOBODY}">x</a></p>'})
    page.picture = whole.site["f"]["a"].uid
    page.tags = ["a list"]
    page.description = 5
    page.related = 5
    assert faults(whole) == [
        ("/page", "description: Input should be a valid string"),
        ("/page", "related: Input should be a valid tuple"),
        ("/page", f"picture: refers to {page.picture}, which is no Image"),
        ("/page", f"body: refers to {NOBODY}, which does not exist"),
    ]
    assert [fault.path for fault in repair(whole.site)] == []
    page.related = (page.picture,)
    whole.site.remove("f")
    dangling = [problem for _path, problem in faults(whole) if "does not exist" in problem]
    assert [problem.partition(":")[0] for problem in dangling] == ["picture", "body", "related"]


def test_a_reference_to_a_node_of_the_right_type_is_well(whole):
    picture = whole.site.add("i", Image(title="I"))
    whole.site["page"].update({"picture": picture.uid})
    assert faults(whole) == []


def test_a_record_that_is_missing(whole):
    folder = whole.site["f"]
    lost = folder["b"]._p_oid
    whole.look()
    whole.reopen()
    storage = whole.db.storage
    del storage._index[lost]
    whole.connection.cacheMinimize()
    assert ("/f/b", "it cannot be read: its record is missing") in faults(whole)


def test_records_of_a_container_that_are_missing(whole):
    for number in range(200):
        whole.site["f"].add(f"n{number:03}", Document(title=str(number)))
    whole.look()
    order = whole.site["f"].order
    bucket = order._rows._firstbucket._next._p_oid
    del whole.db.storage._index[bucket]
    whole.connection.cacheMinimize()
    found = faults(whole)
    assert any(path == "/f" and "cannot be read" in problem for path, problem in found)
    assert ("/page", "") not in found


def test_a_bucket_that_was_emptied(whole):
    # what a collection of garbage at the wrong moment does to a live BTree
    for number in range(200):
        whole.site["f"].add(f"n{number:03}", Document(title=str(number)))
    whole.look()
    bucket = whole.site["f"]._children._firstbucket
    bucket.clear()
    bucket._p_changed = True
    found = faults(whole)
    assert any("are damaged" in problem for path, problem in found if path == "/f")
