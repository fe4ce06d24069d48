"""Places among siblings, noted and taken up again."""

from __future__ import annotations

import pytest

from contentsite.tree.move import rename
from contentsite.tree.place import place_in, put_in_place
from contentsite.types.document import Document
from contentsite.types.folder import Folder


@pytest.fixture
def folder(stored):
    made = stored.site.add("folder", Folder(title="Folder"))
    for name in "abcd":
        made.add(name, Document(title=name))
    return made


def test_a_place_is_taken_up_again_whatever_else_moves(folder):
    place = place_in(folder, "b")
    assert (place.parent, place.name, place.before) == (folder.uid, "b", "c")
    folder.reorder("b", None)
    folder.reorder("c", "a")
    put_in_place(folder, "b", place)
    assert list(folder) == ["c", "a", "b", "d"]
    put_in_place(folder, "b", place)
    assert list(folder) == ["c", "a", "b", "d"]
    assert place_in(folder, "d").before is None
    with pytest.raises(KeyError):
        place_in(folder, "x")


def test_where_the_order_is_another_the_sibling_says_where(folder):
    place = place_in(folder, "b")
    folder.sort_by("title", descending=True)
    put_in_place(folder, "b", place)
    assert list(folder) == ["d", "c", "b", "a"]
    folder.sort_by(None)
    put_in_place(folder, "b", place)
    assert list(folder) == ["d", "b", "c", "a"]
    folder.remove("c")
    put_in_place(folder, "b", place)
    assert list(folder) == ["d", "b", "a"]


def test_a_new_name_keeps_the_key(folder):
    key = folder.order.key("b")
    rename(folder["b"], "z")
    assert folder.order.key("z") == key


def test_a_key_from_before(folder):
    key = folder.order.key("d")
    folder.reorder("d", "a")
    folder.reorder_at("d", key)
    folder.reorder_at("d", key)
    assert list(folder) == ["a", "b", "c", "d"]
    with pytest.raises(KeyError):
        folder.reorder_at("x", key)
    folder.sort_by("title")
    with pytest.raises(ValueError, match="is sorted by title"):
        folder.reorder_at("d", key)


def test_an_order_from_before(folder):
    folder.reorder("d", "a")
    order, keys = folder.order, {name: folder.order.key(name) for name in folder}
    folder.sort_by("title")
    folder.remove("b")
    folder.add("e", Document(title="0"))
    folder["c"].update({"title": "Changed"})
    folder.take_order(order)
    taken = folder.order
    assert list(folder) == ["d", "a", "c", "e"]
    assert folder.order.key("d") == keys["d"]
    assert folder.row("c").title == "Changed"
    # by hand already: nothing to do
    folder.sort_by(None)
    assert folder.order is taken
    # what it was taken from is as it was, for who takes it once more
    assert taken.has_keys_of(order)
    assert list(order.names()) == ["d", "a", "b", "c"]
