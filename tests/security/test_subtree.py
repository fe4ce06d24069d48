"""What is asked of a node and of all below it, before it is moved, copied or deleted."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

import pytest

from contentsite.security.acl import ALLOW, BLOCK, set_acl
from contentsite.security.principal import ANONYMOUS, EVERYONE, SIGNED_IN, Who
from contentsite.security.subtree import TOLD, refused_below
from contentsite.tree.missing import uid_of
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.types.site import Site
from contentsite.workflow.simple import IMMEDIATE, SIMPLE

NOW = datetime(2030, 1, 1, tzinfo=UTC)
WORKFLOWS = {"simple": SIMPLE, "immediate": IMMEDIATE}
ANN = Who("ann", "ann", "Ann", frozenset({EVERYONE, SIGNED_IN, "user:ann"}))


@pytest.fixture
def top():
    site = Site(title="S")
    top = site.add("top", Folder(title="Top"))
    for name in ("a", "b"):
        folder = top.add(name, Folder(title=name.upper()))
        for number in range(3):
            folder.add(str(number), Document(title=f"{name}{number}"))
    return top


def refused(top, permission="delete", who=ANN):
    return [each.title for each in refused_below(top, who, permission, NOW, WORKFLOWS)]


def give(node, role, *, block=False):
    set_acl(node, [*([BLOCK] if block else []), (ALLOW, "user:ann", role)])


def test_all_of_it_or_nothing(top):
    give(top, "Editor")
    assert refused(top) == []
    assert refused(top, who=ANONYMOUS) == ["Top"]


def test_a_blocked_section_stands_against_it(top):
    give(top, "Editor")
    set_acl(top["a"], [BLOCK])
    assert refused(top) == ["A", "a0", "a1", "a2"]
    give(top["a"], "Reader", block=True)
    assert refused(top, "view") == []
    assert refused(top) == ["A", "a0", "a1", "a2"]


def test_what_is_owned_counts_for_itself_only(top):
    give(top, "Reader")
    for node in (top, top["a"], top["a"]["0"]):
        node.owner = "ann"
    # the owner of a draft may delete it, not what others put into it
    assert set(refused(top)) == {"a1", "a2", "B", "b0", "b1"}
    assert refused(top["a"]["0"]) == []


def test_only_the_first_few_are_told(top):
    give(top, "Reader")
    top.owner = "ann"
    assert len(refused(top)) == TOLD


def test_roles_of_one_branch_are_not_those_of_the_next(top):
    give(top, "Reader")
    top.owner = "ann"
    give(top["a"], "Editor")
    assert refused(top) == ["B", "b0", "b1", "b2"]


def test_what_has_no_class_is_for_managers(stored, module, monkeypatch):
    plugin = module(
        "gone_one",
        "from contentsite import Folder, content\n\n@content\nclass Track(Folder):\n    'T.'\n",
    )
    top = stored.site.add("top", Folder(title="Top"))
    top.add("track", plugin.Track(title="Track")).add("page", Document(title="Page"))
    stored.look()
    monkeypatch.delitem(sys.modules, "gone_one")
    top = stored.reopen()["top"]
    give(top, "Editor")
    assert [uid_of(each) for each in refused_below(top, ANN, "delete", NOW, WORKFLOWS)] == [
        uid_of(top["track"])
    ]
    give(top, "Manager")
    assert refused(top) == []


def test_children_are_not_loaded(stored):
    top = stored.site.add("top", Folder(title="Top"))
    for number in range(60):
        top.add(str(number), Document(title=str(number)))
    set_acl(top["7"], [BLOCK])
    give(top, "Editor")
    stored.look()
    top = stored.site["top"]
    assert refused(top) == ["7"]
    loaded = [name for name in top if top[name]._p_changed is not None]
    assert loaded == ["7"]


def test_a_window_that_is_not_open_is_seen(top):
    # as a visitor one sees what is public, and no more
    set_acl(top, [(ALLOW, EVERYONE, "Visitor")])
    for name in ("a", "b"):
        top[name].publish()
        for child in top[name].children():
            child.publish()
    top.publish()
    assert refused(top, "view") == []
    top["a"]["1"].publish(until=NOW - timedelta(days=1))
    assert refused(top, "view") == ["a1"]
