"""Containers: children by name, in an order, with their rows."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from contentsite.tree.container import NameTaken
from contentsite.tree.name import InvalidName
from contentsite.tree.uids import UidTaken
from contentsite.types.document import Document
from contentsite.types.event import Event
from contentsite.types.folder import Folder


def filled(site, *names):
    for name in names:
        site.add(name, Document(title=name.upper(), description=f"About {name}"))
    return site


def test_children_are_found_by_name_and_in_order(seen):
    filled(seen.site, "b", "a", "c")
    site = seen.look()
    assert list(site) == ["b", "a", "c"]
    assert [child.title for child in site.children()] == ["B", "A", "C"]
    assert site["a"].__parent__ is site
    assert site["a"].__name__ == "a"
    assert site.get("x") is None
    assert "a" in site
    assert "x" not in site
    assert len(site) == 3
    assert site.find(site["a"].uid) is site["a"]
    with pytest.raises(KeyError):
        site["x"]


def test_an_empty_container_is_true():
    assert Folder(title="x")


def test_rows_show_children_without_loading_them(seen):
    filled(seen.site, "a", "b", "c")
    site = seen.look()
    (first, row), *rest = site.rows()
    assert (row.name, row.title, row.description, row.type, row.state) == (
        "a", "A", "About a", "Document", "draft",
    )  # fmt: skip
    assert [row.name for _key, row in site.rows(first)] == ["b", "c"]
    last = rest[-1][0]
    assert [row.name for _key, row in site.rows_before(last)] == ["b", "a"]
    assert [row.name for _key, row in site.rows_before(None)] == ["c", "b", "a"]
    assert site.row("b").title == "B"
    if seen.how != "warm":
        assert site["b"]._p_changed is None


@pytest.mark.parametrize("name", ["", "..", "a/b", "@@x", "a\x00", "x" * 300])
def test_wrong_names(stored, name):
    with pytest.raises(InvalidName):
        stored.site.add(name, Document(title="x"))
    assert not list(stored.look())


def test_a_view_s_name_is_a_name(stored):
    stored.site.add("edit", Document(title="x"))
    stored.site.add("feed", Document(title="x"))
    assert len(stored.look()) == 2


def test_a_name_is_taken_once(seen):
    filled(seen.site, "caf\u00e9")
    site, second = seen.look(), Document(title="x")
    with pytest.raises(NameTaken):
        site.add("cafe\u0301", second)
    assert second.__parent__ is None
    assert len(site) == 1
    assert site.find(second.uid) is None


def test_a_node_stands_in_one_place(stored):
    folder = stored.site.add("f", Folder(title="f"))
    inner = folder.add("g", Folder(title="g"))
    with pytest.raises(ValueError, match="use move"):
        stored.site.add("again", inner)
    with pytest.raises(ValueError, match="into itself"):
        inner.add("cycle", stored.site)
    alone = stored.site.remove("f")
    for target in (inner, alone):
        with pytest.raises(ValueError, match="into itself"):
            target.add("cycle", alone)


def test_a_uid_is_taken_once(stored):
    site = filled(stored.site, "a")
    folder = Folder(title="f")
    folder.add("one", Document(title="1"))
    folder.add("two", Document(title="2")).uid = site["a"].uid
    with pytest.raises(UidTaken):
        site.add("f", folder)
    assert site.find(folder.uid) is None
    assert site.find(folder["one"].uid) is None
    assert site.find(site["a"].uid) is site["a"]
    assert list(stored.look()) == ["a"]
    wrong = Document(title="x")
    wrong.uid = "not hexadecimal"
    with pytest.raises(ValueError, match="is no uid"):
        site.add("x", wrong)


def test_a_subtree_made_before_comes_in_as_a_whole(seen):
    folder = Folder(title="f")
    inner = folder.add("inner", Document(title="i"))
    assert folder.uids() is None
    seen.site.add("f", folder)
    site = seen.look()
    assert site.find(inner.uid) is site["f"]["inner"]


def test_names_from_titles(stored):
    names = [stored.site.add_titled(Document(title="Ein Tag")).__name__ for _ in range(3)]
    assert names == ["ein-tag", "ein-tag-2", "ein-tag-3"]
    assert stored.site.add_titled(Document(title="Día 1"), unicode=True).__name__ == "día-1"


def test_what_is_removed_is_alone(seen):
    folder = filled(seen.site.add("f", Folder(title="f")), "a", "b")
    uid = folder["a"].uid
    site = seen.look()
    removed = site.remove("f")
    assert removed.__parent__ is None
    assert removed["a"].__parent__ is removed
    site = seen.look()
    assert "f" not in site
    assert len(site) == 0
    assert site.find(uid) is None
    with pytest.raises(KeyError):
        site.remove("f")


def test_what_was_removed_can_come_back(stored):
    folder = filled(stored.site.add("f", Folder(title="f")), "a", "b")
    uid = folder["a"].uid
    removed = stored.look().remove("f")
    stored.look().add("again", removed)
    site = stored.look()
    assert site.find(uid) is site["again"]["a"]


def test_reorder(seen):
    filled(seen.site, *"abcd")
    site = seen.look()
    site.reorder("d", "b")
    assert list(seen.look()) == list("adbc")
    seen.site.reorder("a", None)
    seen.site.reorder("b", "b")
    assert list(seen.look()) == list("dbca")
    for name, before in (("x", "a"), ("a", "x")):
        with pytest.raises(KeyError):
            seen.site.reorder(name, before)
    assert list(seen.look()) == list("dbca")


def test_sorted_containers(seen):
    for name, title, starts in [("x", "b", 3), ("y", "a", 1), ("z", "C", 2), ("n", "d", None)]:
        when = starts and datetime(2026, 1, starts, tzinfo=UTC)
        seen.site.add(name, Event(title=title, starts=when))
    site = seen.look()
    site.sort_by("title")
    assert list(seen.look()) == ["y", "x", "z", "n"]
    seen.site.sort_by("starts")
    assert list(seen.look()) == ["y", "z", "x", "n"]
    seen.site.sort_by("starts", descending=True)
    site = seen.look()
    assert list(site) == ["x", "z", "y", "n"]
    assert [row.name for _key, row in site.rows(site.order.key("z"))] == ["y", "n"]
    assert [row.name for _key, row in site.rows_before(site.order.key("z"))] == ["x"]
    site["y"].update({"starts": datetime(2027, 1, 1, tzinfo=UTC)})
    assert list(seen.look()) == ["y", "x", "z", "n"]
    with pytest.raises(ValueError, match="choose manual order first"):
        seen.site.reorder("y", "x")
    seen.site.remove("x")
    seen.site.add("m", Event(title="m", starts=datetime(2026, 6, 1, tzinfo=UTC)))
    assert list(seen.look()) == ["y", "m", "z", "n"]
    seen.site.sort_by(None)
    seen.site.reorder("n", "y")
    assert list(seen.look()) == ["n", "y", "m", "z"]


def test_the_row_follows_the_node(seen):
    filled(seen.site, "a")
    seen.look()["a"].update({"title": "New"})
    assert seen.look().row("a").title == "New"
    seen.site["a"].publish()
    assert seen.look().row("a").state == "published"
