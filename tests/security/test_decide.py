"""The decision: roles along the lineage, by state, window and block."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from contentsite.security.acl import ALLOW, BLOCK, set_acl
from contentsite.security.decide import allowing, may, places, roles_at
from contentsite.security.principal import ANONYMOUS, EVERYONE, SIGNED_IN, Who, user_principal
from contentsite.security.role import PERMISSIONS
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.types.site import Site
from contentsite.workflow.simple import IMMEDIATE, SIMPLE

NOW = datetime(2030, 1, 1, tzinfo=UTC)
WORKFLOWS = {"simple": SIMPLE, "immediate": IMMEDIATE}
ANN = Who("ann", "ann", "Ann", frozenset({EVERYONE, SIGNED_IN, user_principal("ann")}))


@pytest.fixture
def page():
    folder = Site(title="S").add("f", Folder(title="F"))
    folder.publish()
    page = folder.add("p", Document(title="P"))
    page.publish()
    return page


def can(node, permission="view", who=ANONYMOUS):
    return may(node, who, permission, NOW, WORKFLOWS)


def give(node, role, principal="user:ann"):
    set_acl(node, [*(node.acl or ()), (ALLOW, principal, role)])


def test_visitors_view_what_is_public_and_no_more(page):
    assert [each for each in PERMISSIONS if can(page, each)] == ["view"]


@pytest.mark.parametrize("permission", PERMISSIONS)
def test_what_is_hidden_above_hides_what_is_below(page, permission):
    give(page, "Editor")
    page.__parent__.retract()
    assert not can(page, permission, ANN)


def test_a_window_is_for_visitors_only(page):
    give(page.__parent__, "Reader")
    for window in ({"at": NOW + timedelta(hours=1)}, {"until": NOW}):
        page.publish(**window)
        assert not can(page)
        assert can(page, who=ANN)


@pytest.mark.parametrize(
    ("role", "state", "allowed"),
    [
        ("Reader", "draft", "view"),
        ("Contributor", "draft", "view add"),
        ("Editor", "draft", "view add edit publish delete share"),
        ("Reviewer", "draft", "view publish"),
        ("Reviewer", "review", "view edit publish"),
        ("Contributor", "published", "view add"),
        ("Visitor", "draft", ""),
        ("Manager", "draft", "view add edit publish delete share"),
        ("Manager", "gone", "view add edit publish delete share"),
        ("Editor", "gone", ""),
    ],
)
def test_the_state_says_what_a_role_may(page, role, state, allowed):
    give(page.__parent__, role)
    page.retract(state)
    assert [each for each in PERMISSIONS if can(page, each, ANN)] == allowed.split()


def test_who_made_a_draft_owns_it(page):
    page.owner = "ann"
    page.retract()
    assert can(page, "edit", ANN)
    assert not can(page, "edit", ANONYMOUS)
    assert not can(page.__parent__, "edit", ANN)
    page.retract("review")
    assert not can(page, "edit", ANN)
    page.publish()
    assert can(page, "edit", ANN), "a working copy"
    assert not can(page, "publish", ANN)


def test_what_an_owner_has_is_not_inherited(page):
    page.__parent__.owner = "ann"
    assert roles_at(page, ANN) == {"Visitor"}
    assert roles_at(page.__parent__, ANN) == {"Visitor", "Owner"}


def test_a_visitor_owns_nothing(page):
    page.owner = ""
    page.retract()
    assert roles_at(page, ANONYMOUS) == {"Visitor"}


def test_managing_is_asked_at_the_top(page):
    give(page, "Manager")
    assert can(page, "edit", ANN)
    assert not can(page, "manage", ANN)
    give(page.__parent__.__parent__, "Manager")
    assert can(page, "manage", ANN)
    assert allowing(page, "manage", NOW, WORKFLOWS) == frozenset()


def test_a_block_closes_a_section(page):
    folder = page.__parent__
    give(folder.__parent__, "Editor")
    set_acl(folder, [BLOCK])
    assert not can(page)
    assert not can(page, who=ANN)
    give(folder, "Reader", SIGNED_IN)
    assert can(page, who=ANN)
    assert not can(page, "edit", ANN)
    assert not can(page)


def test_nothing_holds_above_what_has_no_class(page):
    page.__parent__.__parent__ = object()
    assert list(places(page, ANN)) == []
    assert not can(page)


def test_an_unknown_workflow_leaves_managers(page):
    give(page.__parent__.__parent__, "Manager")
    give(page, "Editor", EVERYONE)
    type(page).__workflow__, kept = "gone", type(page).__workflow__
    try:
        assert can(page, "edit", ANN)
        assert not can(page)
    finally:
        type(page).__workflow__ = kept
