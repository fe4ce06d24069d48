"""Why: each decision with the entries that led to it, and the same answer as the decision itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from contentsite.security.acl import ALLOW, BLOCK, set_acl
from contentsite.security.people import people_of
from contentsite.security.principal import ANONYMOUS, group_principal, user_principal
from contentsite.security.user import Group, User
from contentsite.security.why import called, explain, sentences
from contentsite.types.document import Document
from contentsite.types.folder import Folder
from contentsite.workflow.simple import IMMEDIATE, SIMPLE

NOW = datetime(2030, 1, 1, tzinfo=UTC)
WORKFLOWS = {"simple": SIMPLE, "immediate": IMMEDIATE}


class Case:
    """A site with ada, who is in a group, and a page in a folder."""

    def __init__(self, site):
        self.site, self.people = site, people_of(site)
        self.ada = self.people.add(User(name="ada", title="Ada Novak"))
        self.desk = self.people.add_group(Group(name="desk", title="The desk"))
        self.people.put_in_groups(self.ada, (self.desk.uid,))
        self.folder = site.add("f", Folder(title="Folder"))
        self.folder.publish()
        self.page = self.folder.add("p", Document(title="Page"))

    def why(self, permission="edit", node=None, who=None):
        who = who or self.people.who(self.ada)
        return explain(node or self.page, who, permission, NOW, WORKFLOWS, self.people)


@pytest.fixture
def case(stored):
    return Case(stored.site)


def test_a_role_of_a_group(case):
    set_acl(
        case.folder,
        [(ALLOW, group_principal(case.desk.uid), "Editor"), (ALLOW, "user:gone", "Manager")],
    )
    found = case.why()
    assert (found.is_allowed, found.by) == (True, ("Editor",))
    assert [level.path for level in found.levels] == ["/", "/f", "/f/p"]
    weighed = found.levels[1].entries
    assert [(each.called, each.applies) for each in weighed] == [("The desk", True), ("", False)]
    text = list(sentences(found, "Ada"))
    assert text[0] == "Ada may edit here."
    assert any("The desk" in line and "Editor: applies" in line for line in text)
    assert any("somebody who is gone" in line and "does not apply" in line for line in text)
    assert text[-1] == "has: Editor"


def test_it_ends_where_something_is_hidden(case):
    case.folder.retract()
    set_acl(case.page, [(ALLOW, user_principal(case.ada.uid), "Editor")])
    found = case.why()
    assert (found.is_allowed, found.by) == (False, ())
    assert [level.is_viewed for level in found.levels] == [True, False]
    # nothing of what is below is told
    assert "Page" not in "\n".join(sentences(found, "Ada"))
    assert "cannot see it" in list(sentences(found, "Ada"))[-1]


def test_a_block_and_an_owner(case):
    set_acl(case.site, [(ALLOW, user_principal(case.ada.uid), "Editor")])
    set_acl(case.page, [BLOCK])
    case.page.owner = case.ada.uid
    found = case.why()
    assert found.levels[-1].is_blocked
    assert found.levels[-1].is_owner
    assert found.levels[-1].roles == ("Owner",)
    assert (found.is_allowed, found.by) == (True, ("Owner",))
    text = "\n".join(sentences(found, "Ada"))
    assert "nothing is inherited" in text
    assert "made it: Owner" in text


def test_managing_is_explained_at_the_top(case):
    set_acl(case.page, [(ALLOW, user_principal(case.ada.uid), "Manager")])
    found = case.why("manage")
    assert [level.path for level in found.levels] == ["/"]
    assert (found.is_allowed, found.needed, found.by) == (False, ("Manager",), ())


@pytest.mark.parametrize(
    "permission", ["view", "add", "edit", "publish", "delete", "share", "manage"]
)
def test_it_says_what_the_decision_says(case, permission):
    for role in ("Reader", "Contributor", "Editor", "Reviewer", "Manager"):
        set_acl(case.site, [(ALLOW, user_principal(case.ada.uid), role)])
        for node in (case.site, case.folder, case.page):
            for who in (None, ANONYMOUS):
                found = case.why(permission, node, who)
                assert found.is_allowed is bool(found.by)


def test_what_a_principal_is_called(case):
    assert called("everyone", case.people) == "everyone"
    assert "signed in" in called("signed-in", case.people)
    assert called(user_principal(case.ada.uid), case.people) == "Ada Novak"
    assert called("rubbish", case.people) == ""
