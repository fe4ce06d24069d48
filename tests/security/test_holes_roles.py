"""Nobody gets more by what he may do than what he may do: escalation by roles, members, copies, moves and forms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from argon2 import PasswordHasher

from contentsite.security import password
from contentsite.security.acl import ALLOW, grants, set_acl
from contentsite.security.password import hash_password
from contentsite.security.people import people_of
from contentsite.security.principal import EVERYONE, SIGNED_IN, group_principal, user_principal
from contentsite.security.role import GRANTABLE
from contentsite.security.user import Group
from contentsite.testing import add_user, site_app
from contentsite.types.document import Document
from contentsite.types.folder import Folder

ROLES = ("Reader", "Contributor", "Editor", "Reviewer", "Manager")


class Office:
    """A section and a page in it; one person for each role there, and one for each at the top."""

    def __init__(self, site: Any, browser: Any) -> None:
        self.site, self.browser, self.people = site, browser, people_of(site)
        self.part = site.add("part", Folder(title="Part"))
        self.part.publish()
        self.page = self.part.add("page", Document(title="Page"))
        self.chief = add_user(site, "chief", "Manager")
        self.users = {role: add_user(site, role.lower(), role, at=self.part) for role in ROLES}
        self.users["Owner"] = add_user(site, "owner")
        self.own = self.part.add("own", Folder(title="Own"))
        self.own.owner = self.users["Owner"].uid
        self.group = self.people.add_group(Group(name="chiefs"))
        set_acl(site, [*grants(site), (ALLOW, group_principal(self.group.uid), "Manager")])
        browser.commit()

    def as_(self, role: str) -> Any:
        self.browser.reset()
        self.browser.sign_in(self.users[role])
        return self.browser

    def lists(self) -> list[Any]:
        """Return all that is given to anybody, and who is in the group."""
        self.browser.commit()
        nodes = (self.site, self.part, self.page, self.own)
        return [[node.acl for node in nodes], list(self.group.members)]


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr(password, "HASHER", PasswordHasher(1, 8, 1))
    with site_app() as (site, browser):
        yield Office(site, browser)


@pytest.mark.parametrize("giver", [*ROLES, "Owner"])
def test_privilege_escalation_nobody_gives_what_he_lacks(office: Office, giver: str) -> None:
    """SAFETY: privilege escalation by roles and members; ASVS 8.2.1."""
    browser, own = office.as_(giver), user_principal(office.users[giver].uid)
    before = office.lists()
    for path in ("/", "/part", "/part/page", "/part/own"):
        for principal in (own, EVERYONE, SIGNED_IN, group_principal(office.group.uid)):
            for role in (*GRANTABLE, "Owner", "King", "*"):
                form = {"what": "give", "whom": principal, "role": role, "confirmed": "1"}
                browser.post(f"{path}/@@sharing".replace("//", "/"), form, status="*")
    after = office.lists()
    given = {
        (entry[1], entry[2])
        for old, new in zip(before[0], after[0], strict=True)
        for entry in set(new or ()) - set(old or ())
    }
    # at the top nothing was given by anybody, nor a role to the group that none of them has
    assert after[0][0] == before[0][0]
    assert after[1] == before[1]
    if giver == "Manager":
        assert given
    elif giver == "Editor":
        assert {role for _who, role in given} <= {
            "Visitor",
            "Reader",
            "Contributor",
            "Editor",
            "Reviewer",
        }
    else:
        assert given == set()
    assert ("everyone", "Manager") not in given
    assert not {
        (who, role) for who, role in given if who == EVERYONE and role not in ("Visitor", "Reader")
    }
    assert {role for _who, role in given} <= {*GRANTABLE}


@pytest.mark.parametrize("person", [*ROLES, "Owner"])
def test_privilege_escalation_people_are_for_managers_of_the_site(
    office: Office, person: str
) -> None:
    """A Manager of a section is none of the site: he manages no people, and reads no log."""
    browser, before = office.as_(person), office.lists()
    uid, group = office.users[person].uid, office.group.uid
    for what in (
        "details",
        "groups",
        "roles",
        "password",
        "show-link",
        "mail-link",
        "enable",
        "disable",
        "remove",
    ):
        for target in (uid, office.chief.uid):
            form = {
                "what": what,
                "group": group,
                "role": "Manager",
                "password": "x" * 12,
                "again": "x" * 12,
            }
            browser.post(f"/@@person/{target}", form, status=403)
        browser.post(
            f"/@@group/{group}", {"what": what, "user": uid, "role": "Manager"}, status=403
        )
    for screen in ("people", "groups", "add-person", "add-group", "audit", "jobs"):
        browser.get(f"/@@{screen}", status=403)
    assert office.lists() == before


def test_asvs_15_3_3_no_field_besides_those_of_the_form_is_taken(office: Office) -> None:
    """Mass assignment: what is no field of a form is not looked at, whatever it is called."""
    names = "owner creator acl uid state publish_at expire_at listed __parent__ __name__ created modified language"
    given = dict.fromkeys(names.split(), "Manager")
    browser = office.as_("Contributor")
    browser.post("/part/@@add/Document", {"f.title": "New", "title": "New", **given}, status="*")
    office.browser.commit()
    browser = office.as_("Editor")
    browser.post("/part/page/@@edit", {"title": "Page 2", **given}, status="*")
    office.browser.commit()
    for name in office.part:
        node = office.part[name]
        assert node.acl is None
        assert node.state == "draft"
        assert node.__name__ == name
        assert node.owner in {user.uid for user in office.users.values()} | {""}


def test_asvs_15_3_3_an_account_takes_only_its_own_fields(office: Office) -> None:
    user = office.users["Reader"]
    user.set_password(hash_password("nine owls by the quay"))
    office.browser.commit()
    browser, group = office.as_("Reader"), office.group.uid
    given = {
        "enabled": "",
        "groups": group,
        "group": group,
        "role": "Manager",
        "uid": office.chief.uid,
        "epoch": "0",
    }
    for what in ("details", "mail", "groups", "roles", "password", "disable"):
        browser.post("/@@account", {"what": what, "name": "chief2", **given}, status="*")
    office.browser.commit()
    assert (user.name, user.groups, user.enabled) == ("reader", (), True)
    assert list(office.group.members) == []


def test_a_copy_gives_no_way_to_what_one_may_not_see(office: Office) -> None:
    """Nobody copies what he may not view; and a copy is a draft of who made it, without the original's list."""
    secret = office.part.add("secret", Folder(title="Secret"))
    secret.publish()
    secret.add("inner", Document(title="Quagga"))
    set_acl(secret["inner"], [("deny", "everyone", "*")])
    target = office.site.add("target", Folder(title="Target"))
    target.publish()
    set_acl(target, [(ALLOW, user_principal(office.users["Reader"].uid), "Contributor")])
    office.browser.commit()
    browser = office.as_("Reader")
    told = browser.post("/part/secret/@@copy", {"target": "/target"}, status=422)
    assert "Quagga" not in told.text
    office.browser.commit()
    assert list(target) == []
    browser.post("/part/page/@@copy", {"target": "/target"}, status=303)
    office.browser.commit()
    copied = target["page"]
    assert (copied.owner, copied.state, copied.acl) == (office.users["Reader"].uid, "draft", None)


def test_an_owner_loses_hold_of_what_was_handed_in(office: Office) -> None:
    """Who hands a draft in cannot change it behind the back of who reviews it."""
    browser = office.as_("Owner")
    browser.post("/part/own/@@state", {"transition": "publish"}, status=403)
    browser.post("/part/own/@@state", {"transition": "submit"}, status=303)
    for screen in ("edit", "delete", "rename", "move"):
        browser.post(f"/part/own/@@{screen}", {"new-name": "x", "title": "x"}, status=403)
    browser.post("/part/own/@@state", {"transition": "return"}, status=403)
    browser.post("/part/own/@@state", {"publish-at": "2030-01-01 00:00"}, status=403)


def test_a_window_is_no_way_to_publish(office: Office) -> None:
    """Moments are set by who may publish: an Owner of a draft does not put it on the site by them."""
    browser = office.as_("Owner")
    form = {"transition": "submit", "publish-at": "2020-01-01 00:00", "expire-at": ""}
    browser.post("/part/own/@@state", form, status=303)
    office.browser.commit()
    assert (office.own.state, office.own.publish_at) == ("review", None)


def test_a_move_is_no_way_to_publish(office: Office) -> None:
    user = office.users["Editor"]
    news = office.site.add("news", Folder(title="News"))
    news.publish()
    set_acl(news, [(ALLOW, user_principal(user.uid), "Contributor")])
    office.own.publish()
    office.own.add("deep", Document(title="Deep")).publish()
    office.page.publish()
    office.browser.commit()
    form = {"target": "/news", "confirmed": "1"}
    for path in ("/part/page", "/part/own"):
        refused = office.as_("Editor").post(f"{path}/@@move", form, status=422)
        assert "you may not publish there" in refused.text
    # a published page in a folder that is a draft is one, too
    office.own.retract()
    office.page.retract()
    office.browser.commit()
    office.as_("Editor").post("/part/own/@@move", form, status=422)
    office.as_("Editor").post("/part/page/@@move", form, status=303)
    office.browser.commit()
    assert (news["page"].state, "own" in news) == ("draft", False)
    set_acl(news, [(ALLOW, user_principal(user.uid), "Reviewer"), *grants(news)])
    office.browser.commit()
    office.as_("Editor").post("/part/own/@@move", form, status=303)


def test_a_redirect_does_not_lead_into_hiding(office: Office) -> None:
    """An old address of what is hidden answers as one that never was."""
    browser = office.as_("Editor")
    browser.post("/part/page/@@rename", {"new-name": "quagga"}, status=303)
    office.browser.commit()
    browser.reset()
    answer = browser.get("/part/page", status=404)
    assert "quagga" not in answer.text


def test_dos_a_group_that_is_named_but_gone_is_nobody(office: Office) -> None:
    """A user or group that is gone but still named in roles."""
    office.people.remove_group(office.group)
    gone = office.users["Manager"]
    office.people.remove(gone)
    office.browser.commit()
    browser = office.as_("Editor")
    browser.get("/part/@@sharing", status=200)
    browser.reset()
    browser.sign_in(office.chief)
    for path in ("/@@sharing", "/part/@@sharing", "/@@why", "/@@people", "/@@groups", "/@@audit"):
        browser.get(path, status=200)


def test_a_move_brings_no_role_that_one_may_not_give_there(office: Office) -> None:
    """SAFETY: privilege escalation: who is Editor of one section and adds to another stays what he is there."""
    browser, site, editor = office.as_("Editor"), office.site, office.users["Editor"]
    other = site.add("other", Folder(title="Other"))
    other.publish()
    set_acl(other, [(ALLOW, user_principal(editor.uid), "Contributor")])
    holder = office.part.add("holder", Folder(title="Holder"))
    inner = holder.add("inner", Document(title="Inner"))
    set_acl(inner, [(ALLOW, user_principal(editor.uid), "Editor")])
    browser.commit()
    move = {"target": "/other", "confirmed": "1"}
    for path in ("/part/holder", "/part/holder/inner"):
        answer = browser.post(f"{path}/@@move", move, status=422)
        assert "roles are given" in answer
    browser.commit()
    set_acl(inner, [(ALLOW, user_principal(editor.uid), "Reader")])
    browser.commit()
    browser.post("/part/holder/@@move", move, status=303)
    assert browser.get("/other/holder/inner/@@state").status_int == 200
