"""Nobody gives, or takes away, what he has not himself: the rules behind the screen of sharing."""

from __future__ import annotations

import pytest

from contentsite.security.acl import ALLOW, BLOCK, set_acl
from contentsite.security.inherited import inherited
from contentsite.security.people import people_of
from contentsite.security.principal import EVERYONE, SIGNED_IN, Who, user_principal
from contentsite.security.role import GRANTABLE, PERMISSIONS, READER
from contentsite.security.unfit import Unfit
from contentsite.security.user import User
from contentsite.tree.window import DRAFT, PUBLISHED
from contentsite.types.folder import Folder
from contentsite.types.site import Site
from contentsite.workflow.sharing import block, give, lendable, take, unblock
from contentsite.workflow.simple import SIMPLE
from contentsite.workflow.workflow import State, Workflow

FLOWS = {"simple": SIMPLE}
ODD = Workflow(
    "odd",
    "Odd",
    (
        State(
            DRAFT, "Draft", {"view": (READER, "Editor"), "edit": ("Editor",), "share": (READER,)}
        ),
        State(PUBLISHED, "Public", {"view": (READER, "Visitor")}),
    ),
    (),
    DRAFT,
)


@pytest.fixture
def place():
    site = Site(title="Top")
    site.add("a", Folder(title="A")).add("b", Folder(title="B"))
    return site


def who(site, *roles, at=None):
    """Return somebody who has these roles at a node."""
    user = people_of(site).add(User(name=f"u{len(people_of(site))}"))
    node = at if at is not None else site
    set_acl(node, [*(node.acl or ()), *((ALLOW, user_principal(user.uid), role) for role in roles)])
    return people_of(site).who(user)


@pytest.mark.parametrize(
    ("role", "lent"),
    [
        ("Manager", {*GRANTABLE}),
        ("Editor", {*GRANTABLE} - {"Manager"}),
        ("Reviewer", {"Reviewer", "Reader", "Visitor"}),
        ("Contributor", {"Contributor", "Reader", "Visitor"}),
        ("Reader", {"Reader", "Visitor"}),
    ],
)
def test_what_each_role_lends(place, role, lent):
    assert lendable(place["a"], who(place, role), FLOWS) == lent


def test_what_is_lent_never_allows_more_than_one_may(place):
    flows = {"simple": SIMPLE, "odd": ODD}
    for role in GRANTABLE:
        somebody = who(place, role)
        for lent in lendable(place, somebody, flows):
            for flow in flows.values():
                for state in flow.states:
                    for permission in PERMISSIONS:
                        allowed = flow.allowed(state.name, permission)
                        assert lent not in allowed or {role, "Visitor"} & allowed


def test_what_one_has_as_an_owner_is_not_lent(place):
    somebody = who(place)
    place["a"].owner = somebody.uid
    assert lendable(place["a"], somebody, FLOWS) == {"Visitor"}


def test_another_workflow_counts_wherever_one_is(place):
    # by "odd" a Reader may share, which no Editor may
    somebody = who(place, "Editor")
    assert READER not in lendable(place["a"], somebody, {"simple": SIMPLE, "odd": ODD})


def test_a_role_of_a_part_is_lent_there_only(place):
    somebody = who(place, "Editor", at=place["a"]["b"])
    assert "Editor" in lendable(place["a"]["b"], somebody, FLOWS)
    assert "Editor" not in lendable(place["a"], somebody, FLOWS)


def test_giving(place):
    editor, people = who(place, "Editor"), people_of(place)
    give(place["a"], editor, FLOWS, people, SIGNED_IN, "Reader")
    give(place["a"], editor, FLOWS, people, SIGNED_IN, "Reader")
    assert place["a"].acl == ((ALLOW, SIGNED_IN, "Reader"),)
    for principal, role in [
        (SIGNED_IN, "Manager"),
        (EVERYONE, "Contributor"),
        ("user:" + "0" * 32, "Reader"),
        (f"group:{editor.uid}", "Reader"),
        (editor.uid, "Reader"),
    ]:
        with pytest.raises(Unfit):
            give(place["a"], editor, FLOWS, people, principal, role)


def test_a_block_takes_nothing_that_one_has_not(place):
    reader, editor = who(place, "Reader"), who(place, "Editor")
    with pytest.raises(Unfit):
        block(place["a"], reader, FLOWS)
    block(place["a"], editor, FLOWS)
    assert place["a"].acl == (BLOCK,)
    # who has a role here only may not let in what is given above
    local = who(place, "Reader", at=place["a"])
    with pytest.raises(Unfit):
        unblock(place["a"], local, FLOWS)
    assert place["a"].acl[0] == BLOCK
    manager = who(place, "Manager")
    unblock(place["a"], manager, FLOWS)
    assert place["a"].acl == ((ALLOW, user_principal(local.uid), "Reader"),)


def test_taking(place):
    reader, somebody = who(place, "Reader"), who(place, "Editor", at=place["a"])
    with pytest.raises(Unfit):
        take(place["a"], reader, FLOWS, user_principal(somebody.uid), "Editor")
    take(place["a"], somebody, FLOWS, user_principal(somebody.uid), "Editor")
    assert place["a"].acl is None
    with pytest.raises(Unfit):
        take(place["a"], somebody, FLOWS, user_principal(somebody.uid), "Editor")


def test_a_visitor_lends_nothing_but_what_all_have(place):
    assert lendable(place, Who("", "", "", frozenset({EVERYONE})), FLOWS) == {"Visitor"}


def test_levels_above(place):
    manager, editor = who(place, "Manager"), who(place, "Editor")
    set_acl(place["a"], [(ALLOW, SIGNED_IN, "Reader")])

    def found(**more):
        return [
            (level.node.title if level.node else "", [role for _a, _p, role in level.entries])
            for level in inherited(place["a"]["b"], **more)
        ]

    assert found() == [("A", ["Reader"]), ("Top", ["Manager", "Editor"]), ("", ["Visitor"])]
    assert found(is_blocked_here=True) == [("Top", ["Manager"])]
    set_acl(place["a"], [BLOCK, (ALLOW, SIGNED_IN, "Reader")])
    assert found() == [("A", ["Reader"]), ("Top", ["Manager"])]
    set_acl(place, [(ALLOW, user_principal(editor.uid), "Editor")])
    assert found() == [("A", ["Reader"])]
    assert manager.uid
