"""The index of all nodes by uid."""

from __future__ import annotations

import pytest

from contentsite.tree.uids import SHARDS, STRETCH, UidIndex, UidTaken, new_uid

A, B = "00" + "a" * 30, "ff" + "b" * 30


@pytest.fixture
def index():
    index = UidIndex()
    index.put(A, "a")
    index.put(B, "b")
    return index


def test_finding(index):
    assert index.get(A) == "a"
    assert index.get("0" * 32) is None
    assert A in index
    assert "0" * 32 not in index
    assert list(index) == [A, B]
    assert (index.size(0), index.size(1), index.size(SHARDS - 1)) == (1, 0, 1)
    assert list(index.shard(0)) == [(A, "a")]


@pytest.mark.parametrize(
    "uid", ["", "x", "+f" + "0" * 30, "zz" + "0" * 30, "0" * 31, "0" * 33, "A" * 32]
)
def test_what_is_no_uid(index, uid):
    assert index.get(uid) is None
    assert uid not in index
    index.remove(uid)
    with pytest.raises(ValueError, match="is no uid"):
        index.put(uid, "x")


def test_a_uid_is_that_of_one_node(index):
    with pytest.raises(UidTaken):
        index.put(A, "other")
    assert index.get(A) == "a"


def test_several_or_none(index):
    with pytest.raises(UidTaken):
        index.put_all([("0" * 32, "x"), (A, "y")])
    assert list(index) == [A, B]
    index.put_all([("0" * 32, "x")])
    assert index.get("0" * 32) == "x"


def test_new_ones_of_a_while_are_of_one_shard(monkeypatch):
    now = 1 << 60
    monkeypatch.setattr("contentsite.tree.uids.time_ns", lambda: now)
    begun = [new_uid() for _ in range(100)]
    assert len(set(begun)) == 100
    assert len({uid[:2] for uid in begun}) == 1
    shards = set()
    for _ in range(100):
        now += STRETCH
        shards.add(new_uid()[:2])
    assert len(shards) > 50


def test_forgetting(index):
    index.remove(A)
    index.remove(A)
    assert (index.get(A), index.size(0)) == (None, 0)
