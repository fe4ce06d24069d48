"""What is asked of a node and of all below it, before it is moved, copied or deleted."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from contentsite.security import subtree
from contentsite.security.acl import ALLOW, BLOCK, set_acl
from contentsite.security.principal import ANONYMOUS, EVERYONE, SIGNED_IN, Who
from contentsite.security.subtree import TOLD, refused_below
from contentsite.tree.walk import Step
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


def test_what_has_no_class_is_for_managers(top, monkeypatch):
    broken = SimpleNamespace(title="broken")
    monkeypatch.setattr(
        subtree, "walk", lambda node: iter([Step([], None, node), Step(["x"], node, broken)])
    )
    give(top, "Editor")
    assert refused(top) == ["broken"]
    give(top, "Manager")
    assert refused(top) == []
