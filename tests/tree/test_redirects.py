"""Old addresses."""

from __future__ import annotations

import pytest

from contentsite.tree.redirects import Redirects


def test_rules(seen):
    rules = seen.site.redirects
    rules.put("/a", "1")
    rules.put("/a/b", "2")
    rules.put("/?p=12", "3")
    rules.put("/ab", "4")
    rules = seen.look().redirects
    assert rules.exact("/?p=12") == "3"
    assert rules.exact("/x") is None
    assert rules.nearest(("a", "b", "c")) == ("2", ("c",))
    assert rules.nearest(("a", "x")) == ("1", ("x",))
    assert rules.nearest(("x",)) is None
    assert list(rules.below("/a")) == [("/a/b", ("b",))]
    assert [path for path, _uid in rules] == ["/?p=12", "/a", "/a/b", "/ab"]
    rules.put("/a", "5")
    assert seen.look().redirects.exact("/a") == "5"
    seen.site.redirects.forget("/a")
    assert seen.look().redirects.exact("/a") is None


def test_the_same_rule_again_writes_nothing(stored):
    stored.site.redirects.put("/a", "1")
    size = stored.look() and stored.size()
    stored.site.redirects.put("/a", "1")
    stored.look()
    assert stored.size() == size


def test_a_rule_that_is_not_there():
    with pytest.raises(KeyError):
        Redirects().forget("/a")
