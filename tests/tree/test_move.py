"""Moving, renaming, removing: one place changes, all below comes with it, and old addresses lead on."""

from __future__ import annotations

import pytest

from contentsite.tree.container import NameTaken
from contentsite.tree.move import InvalidMove, move, remove, rename
from contentsite.tree.name import InvalidName
from contentsite.tree.node import path_of
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.types.site import Site


def grown(site):
    a = site.add("a", Folder(title="A"))
    b = a.add("b", Folder(title="B"))
    b.add("c", Document(title="C"))
    site.add("z", Folder(title="Z"))
    return site


def test_a_subtree_moves(seen):
    uid = grown(seen.site)["a"]["b"]["c"].uid
    site = seen.look()
    move(site["a"]["b"], site["z"])
    site = seen.look()
    assert list(site["a"]) == []
    assert len(site["a"]) == 0
    assert path_of(site.find(uid)) == ("z", "b", "c")
    assert site["z"].row("b").title == "B"
    assert site.redirects.exact("/a/b") == site["z"]["b"].uid
    assert site.redirects.nearest(("a", "b", "c")) == (site["z"]["b"].uid, ("c",))
    move(site["z"]["b"], site["a"], "other")
    assert path_of(seen.look().find(uid)) == ("a", "other", "c")


def test_only_parents_and_the_moved_node_are_written(stored):
    b = grown(stored.site)["a"]["b"]
    for number in range(300):
        b.add(f"n{number}", Document(title=f"N {number}", body="<p>x</p>" * 50))
    site = stored.look()
    size = stored.size()
    move(site["a"]["b"], site["z"])
    stored.look()
    assert stored.size() - size < 12_000


def test_a_rename_keeps_the_position(seen):
    for name in "abcd":
        seen.site.add(name, Document(title=name))
    site = seen.look()
    rename(site["b"], "n\u0303")
    rename(site["d"], "last")
    rename(site["a"], "a")
    site = seen.look()
    assert list(site) == ["a", "\u00f1", "c", "last"]
    assert site["\u00f1"].__name__ == "\u00f1"
    site.sort_by("title")
    rename(site["c"], "zz")
    assert list(seen.look()) == ["a", "\u00f1", "zz", "last"]


def test_what_cannot_be_moved_changes_nothing(stored):
    site = grown(stored.site)
    site["z"].add("b", Document(title="other"))
    cases = [
        (InvalidMove, site["a"], site["a"]["b"], None),
        (InvalidMove, site["a"], site["a"], "x"),
        (InvalidMove, site, site["a"], "x"),
        (NameTaken, site["a"]["b"], site["z"], None),
        (InvalidName, site["a"]["b"], site["z"], "x/y"),
        (InvalidMove, site["a"]["b"], Folder(title="alone"), None),
        (InvalidMove, site["a"]["b"], Site(title="other"), None),
    ]
    stored.look()
    for error, node, target, name in cases:
        with pytest.raises(error):
            move(node, target, name)
    for call in (
        lambda: rename(site, "x"),
        lambda: remove(site),
        lambda: remove(Document(title="x")),
    ):
        with pytest.raises(InvalidMove):
            call()
    size = stored.size()
    stored.look()
    assert stored.size() == size


def test_removing(seen):
    uid = grown(seen.site)["a"]["b"]["c"].uid
    removed = remove(seen.look()["a"]["b"])
    assert removed.__parent__ is None
    site = seen.look()
    assert "b" not in site["a"]
    assert site.find(uid) is None


def test_the_newest_node_of_an_address_is_followed(seen):
    # b moves away, another comes in its place, then the folder is renamed: /a/b was the other's last
    grown(seen.site)
    site = seen.look()
    first = site["a"]["b"].uid
    move(site["a"]["b"], site["z"])
    assert site.redirects.exact("/a/b") == first
    site["a"].add("b", Document(title="second"))
    rename(seen.look()["a"], "n")
    site = seen.look()
    assert site.redirects.exact("/a/b") is None
    assert site.redirects.nearest(("a", "b")) == (site["n"].uid, ("b",))


def test_an_older_rule_stays_where_nothing_newer_stands(seen):
    grown(seen.site)
    site = seen.look()
    first = site["a"]["b"].uid
    move(site["a"]["b"], site["z"])
    rename(seen.look()["a"], "n")
    assert seen.look().redirects.exact("/a/b") == first
