"""People and groups as Managers look after them, and what everybody does with his own account."""

from __future__ import annotations

import pytest
from ZODB.POSException import ConflictError

from contentsite.security.acl import ALLOW, grants, set_acl
from contentsite.security.audit.entry import ACTIONS
from contentsite.security.audit.log import log_of
from contentsite.security.audit.search import Wanted, search
from contentsite.security.managers import managers
from contentsite.security.password import hash_password, verify
from contentsite.security.people import people_of
from contentsite.security.principal import group_principal, user_principal
from contentsite.security.top import give_at_top
from contentsite.security.user import Group, User
from contentsite.storage.connection import opened, site_in
from contentsite.testing import add_user, site_app
from contentsite.types.folder import Folder

OLD = "a password of old"
NEW = "four plain words here"


class Office:
    """A site with a Manager, an Editor and a Contributor; the Manager is signed in."""

    def __init__(self, site, browser):
        self.site, self.browser, self.people = site, browser, people_of(site)
        self.mary = add_user(site, "mary", "Manager", title="Mary Novak", mail="mary@example.org")
        self.john = add_user(site, "john", "Editor", title="John", mail="john@example.org")
        self.cy = add_user(site, "cy", "Contributor")
        site.add("news", Folder(title="News")).publish()
        browser.commit()
        browser.sign_in(self.mary)

    def person(self, user, what, status=303, **form):
        return self.post(f"/@@person/{user.uid}", status, what=what, **form)

    def group(self, group, what, status=303, **form):
        return self.post(f"/@@group/{group.uid}", status, what=what, **form)

    def post(self, address, status=303, **form):
        answer = self.browser.post(address, form, status=status)
        self.browser.commit()
        return answer

    def roles(self, principal):
        return {role for _allow, who, role in grants(self.site) if who == principal}

    def entries(self, action):
        """Return name, title and detail of the entries of an action, newest first."""
        found = search((log_of(self.site),), Wanted(action=action), 1_000).found
        return [(each.entry.name, each.entry.title, each.entry.detail) for each in found]

    def newsroom(self):
        group = self.people.add_group(Group(name="newsroom", title="The newsroom"))
        self.browser.commit()
        return group


@pytest.fixture
def office(tmp_path):
    with site_app(contentsite__mail__folder=str(tmp_path / "mail")) as (site, browser):
        yield Office(site, browser)


# adding


def test_somebody_is_added_and_gets_a_link_that_is_shown_once(office):
    page = office.browser.get("/@@people").click("Add a person")
    form = page.forms[[*page.forms][-1]]
    form["f-name"], form["f-title"], form["f-mail"] = "ada", "Ada Novak", "ada@example.org"
    shown = form.submit(status=200)
    office.browser.commit()
    ada = office.people.named("ada")
    assert ada.password is None
    link = shown.html.find(id="link")["value"]
    assert link.startswith("http://localhost/@@reset?token=")
    assert shown.headers["Cache-Control"] == "no-store"
    assert "link" not in [
        each.get("id") for each in office.browser.get(f"/@@person/{ada.uid}").html.find_all("input")
    ]
    office.browser.sign_out()
    choose = office.browser.get(link.removeprefix("http://localhost")).form
    choose["password"] = NEW
    choose.submit(status=303)
    office.browser.commit()
    assert verify(ada.password, NEW)
    assert ("mary", "Ada Novak", "added") in office.entries("user")
    assert ("mary", "Ada Novak", "a link was made") in office.entries("password")
    assert link.partition("token=")[2] not in str([office.entries(each) for each in ACTIONS])


def test_somebody_is_added_with_a_password(office):
    form = {"f-name": "ada", "way": "password", "password": NEW, "again": NEW}
    answer = office.post("/@@add-person", **form)
    assert verify(office.people.named("ada").password, NEW)
    assert "was added" in answer.follow().text


def test_a_link_is_mailed(office):
    office.post("/@@add-person", **{"f-name": "ada", "f-mail": "ada@example.org", "way": "mail"})
    assert office.entries("password") == [("mary", "ada", "a link was mailed")]


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"f-name": "", "way": "show"}, "must be letters"),
        ({"f-name": "JOHN", "way": "show"}, "another one has this name"),
        ({"f-name": "ada", "f-mail": "no address", "way": "show"}, "no mail address"),
        ({"f-name": "ada", "way": "mail"}, "only to an address"),
        (
            {"f-name": "ada", "way": "password", "password": "short", "again": "short"},
            "at least 10",
        ),
        ({"f-name": "ada", "way": "password", "password": NEW, "again": OLD}, "two different"),
        ({"f-name": "ada", "way": "password"}, "at least 10"),
    ],
)
def test_what_cannot_be_added_is_said_and_nothing_typed_is_lost(office, form, words):
    before = len(office.people)
    answer = office.post("/@@add-person", 422, **{"f-title": "Ada & Co", **form})
    assert words in answer.text.lower()
    assert answer.html.find(id="f-title")["value"] == "Ada & Co"
    assert answer.html.find(id="f-name").get("value", "") == form["f-name"]
    assert NEW not in answer.text
    assert len(office.people) == before
    assert office.entries("user") == []


def test_two_people_with_one_mail_address(office):
    office.post(
        "/@@add-person",
        **{
            "f-name": "jo",
            "f-mail": "JOHN@example.org",
            "way": "password",
            "password": NEW,
            "again": NEW,
        },
    )
    told = office.browser.get(f"/@@person/{office.john.uid}")
    assert "nobody can sign in by it" in told.text
    office.browser.sign_out()
    office.post("/@@sign-in", 422, name="john@example.org", password=NEW)
    office.post("/@@sign-in", 303, name="jo", password=NEW)


# the list


def test_the_list_shows_groups_mail_roles_and_who_is_disabled(office):
    group = office.newsroom()
    office.people.put_in_groups(office.cy, (group.uid,))
    office.people.enable(office.cy, enabled=False)
    office.browser.commit()
    page = office.browser.get("/@@people").html
    rows = {row.a.get_text(): row.get_text(" ", strip=True) for row in page.select(".entries > li")}
    assert list(rows) == ["cy", "John", "Mary Novak"]
    assert "Disabled Contributor The newsroom" in rows["cy"]
    assert "john@example.org" in rows["John"]
    assert "Manager" in rows["Mary Novak"]


def test_many_people_are_listed_by_key_and_searched(office):
    for number in range(120):
        office.people.add(User(name=f"p{number:03}", title=f"Person {number}"))
    office.browser.commit()
    page, found = office.browser.get("/@@people"), []
    while True:
        found += [each.get_text() for each in page.html.select(".entries .entry-name > a")]
        following = page.html.find("a", rel="next")
        if following is None:
            break
        page = office.browser.get(following["href"])
    assert len(found) == len(set(found)) == 123
    page = office.browser.get("/@@people?find=PERSON+11")
    assert len(page.html.select(".entries > li")) == 11
    assert "Nobody was found" in office.browser.get("/@@people?find=zebra").text
    assert [
        e.a.get_text()
        for e in office.browser.get("/@@people?find=john%40ex").html.select(".entries > li")
    ] == ["John"]


# one person


def test_names_are_changed(office):
    office.person(office.john, "details", **{"f-name": "jack", "f-title": "Jack", "f-mail": ""})
    assert office.people.named("jack") is office.john
    assert office.entries("user") == [("mary", "Jack", "changed: name, title, mail")]
    answer = office.person(office.john, "details", 422, **{"f-name": "Mary", "f-title": "X"})
    assert "Another one has this name" in answer.text
    assert answer.html.find(id="f-title")["value"] == "X"
    assert office.people.named("jack") is office.john


def test_no_field_besides_those_of_the_form_is_changed(office):
    forged = {
        "f-password": "x",
        "f-uid": "0" * 32,
        "f-epoch": "7",
        "f-enabled": "",
        "f-theme": "dark",
    }
    office.person(office.john, "details", **{"f-title": "J", **forged})
    assert office.john.password is None
    assert office.john.enabled
    assert office.john.theme == "auto"


def test_groups_are_given_by_check_boxes(office):
    group = office.newsroom()
    office.person(office.john, "groups", group=group.uid)
    assert office.john.groups == (group.uid,)
    assert office.john.uid in group.members
    office.person(office.john, "groups")
    assert office.john.groups == ()
    assert office.entries("user")[::-1] == [
        ("mary", "John", "groups: The newsroom"),
        ("mary", "John", "groups: none"),
    ]


@pytest.mark.parametrize("uid", ["", "nonsense", "0" * 32])
def test_a_group_that_is_gone_is_refused(office, uid):
    assert "is gone" in office.person(office.john, "groups", 422, group=uid).text
    assert office.john.groups == ()


def test_roles_at_the_top_are_given_by_check_boxes(office):
    page = office.browser.get(f"/@@person/{office.john.uid}")
    marked = [each["value"] for each in page.html.select("input[name=role][checked]")]
    assert marked == ["Editor"]
    assert "can see and publish in any state" in page.text
    principal = user_principal(office.john.uid)
    office.browser.post(
        f"/@@person/{office.john.uid}",
        [("what", "roles"), ("role", "Reader"), ("role", "Reviewer")],
    )
    office.browser.commit()
    assert office.roles(principal) == {"Reader", "Reviewer"}
    assert office.entries("user") == [("mary", "John", "roles at the top: Reader, Reviewer")]
    assert len(office.entries("share")) >= 1
    for forged in ("Owner", "Emperor", "*"):
        office.person(office.john, "roles", 422, role=forged)
    assert office.roles(principal) == {"Reader", "Reviewer"}
    assert office.roles(user_principal(office.mary.uid)) == {"Manager"}


def test_who_is_disabled_is_signed_out_and_cannot_sign_in(office):
    office.john.set_password(hash_password(NEW))
    office.browser.commit()
    office.browser.sign_out()
    office.browser.sign_in(office.john)
    cookie = office.browser.cookies["contentsite"]
    office.browser.sign_in(office.mary)
    office.person(office.john, "disable")
    office.browser.sign_out()
    office.browser.set_cookie("contentsite", cookie.strip('"'))
    office.browser.get("/@@account", status=404)
    office.post("/@@sign-in", 422, name="john", password=NEW)
    office.browser.sign_out()
    office.browser.sign_in(office.mary)
    assert "disabled" in office.person(office.john, "show-link", 422).text
    office.person(office.john, "enable")
    assert [each[2] for each in office.entries("user")] == ["enabled", "disabled"]
    office.browser.sign_out()
    office.post("/@@sign-in", 303, name="john", password=NEW)


@pytest.mark.parametrize("what", ["disable", "remove", "roles"])
def test_the_last_manager_stays(office, what):
    before = office.mary.epoch
    answer = office.person(office.mary, what, 422)
    assert "Nobody would be left who may manage the site" in answer.text
    assert office.mary.enabled
    assert office.mary.epoch == before
    assert office.roles(user_principal(office.mary.uid)) == {"Manager"}
    assert office.entries("user") == []
    office.browser.get("/@@people", status=200)


def test_the_last_manager_by_a_group_stays(office):
    group = office.newsroom()
    office.people.put_in_groups(office.mary, (group.uid,))
    set_acl(office.site, [(ALLOW, group_principal(group.uid), "Manager")])
    office.browser.commit()
    office.browser.sign_in(office.mary)
    for what in ("roles", "remove"):
        assert "Nobody would be left" in office.group(group, what, 422).text
    assert (
        "Nobody would be left"
        in office.group(group, "remove-member", 422, user=office.mary.uid).text
    )
    assert "Nobody would be left" in office.person(office.mary, "groups", 422).text
    assert office.mary.groups == (group.uid,)
    assert office.people.group(group.uid) is group


@pytest.mark.parametrize("other", ["disable", "take away"])
def test_two_managers_who_take_each_other_away_at_once(office, other):
    second = add_user(office.site, "second", "Manager")
    office.browser.commit()
    with opened(office.browser.app.registry) as connection:
        site = site_in(connection)
        people = people_of(site)
        if other == "disable":
            people.enable(people.named("mary"), enabled=False)
        else:
            give_at_top(site, people, user_principal(office.mary.uid), ())
        # meanwhile
        office.person(second, "disable")
        with pytest.raises(ConflictError):
            connection.transaction_manager.commit()
        connection.transaction_manager.abort()
        connection.transaction_manager.begin()
    office.browser.commit()
    assert [each.name for each in managers(office.site, office.people)] == ["mary"]


def test_a_manager_who_leaves_is_led_home(office):
    add_user(office.site, "next", "Manager")
    office.browser.commit()
    assert office.person(office.mary, "roles").location == "http://localhost/"
    office.browser.get("/@@people", status=403)


def test_who_is_removed_leaves_nothing_to_a_namesake(office):
    set_acl(office.site["news"], [(ALLOW, user_principal(office.john.uid), "Editor")])
    office.browser.commit()
    office.person(office.john, "remove")
    assert office.people.named("john") is None
    again = office.people.add(User(name="john"))
    office.browser.commit()
    office.browser.sign_in(again)
    office.browser.get("/news/@@edit", status=403)
    assert office.entries("user") == [("mary", "John", "removed")]


def test_a_password_is_set_and_told_of(office):
    before = office.john.epoch
    office.person(office.john, "password", password=NEW, again=NEW)
    assert verify(office.john.password, NEW)
    assert office.john.epoch != before
    assert office.entries("password") == [("mary", "John", "set for the user")]
    answer = office.person(office.john, "password", 422, password="john@example.org", again="x")
    assert "must not be your name" in answer.text
    # his own needs the present one
    assert "My account" in office.person(office.mary, "password", 422, password=NEW, again=NEW).text
    assert office.mary.password is None


def test_a_link_to_a_new_mail_address_ends_the_one_before(office):
    link = office.person(office.john, "show-link", 200).html.find(id="link")["value"]
    office.person(office.john, "details", **{"f-mail": "new@example.org"})
    office.browser.get(link.removeprefix("http://localhost"), status=410)


@pytest.mark.parametrize(
    "address",
    [
        "/@@person",
        "/@@person/x",
        f"/@@person/{'0' * 32}",
        "/@@person/a/b",
        "/news/@@people",
        "/@@group/x",
    ],
)
def test_there_is_no_such_person(office, address):
    office.browser.get(address, status=404)


def test_no_such_button(office):
    office.person(office.john, "promote", 400)
    office.post("/@@account", 400, what="promote")


# groups


def test_the_story_of_a_group(office):
    form = office.browser.get("/@@groups").click("Add a group", index=0)
    form = form.forms[[*form.forms][-1]]
    form["f-name"], form["f-title"] = "newsroom", "The newsroom"
    page = form.submit(status=303).follow()
    office.browser.commit()
    group = office.people.group_named("newsroom")
    assert "Nobody is in this group yet" in page.text
    found = office.browser.get(f"/@@group/{group.uid}?find=jo")
    assert [each.a.get_text() for each in found.html.select(".found > li")] == ["John"]
    office.group(group, "add-member", user=office.john.uid)
    office.group(group, "add-member", user=office.john.uid)
    assert list(group.members) == [office.john.uid]
    office.browser.post(f"/@@group/{group.uid}", [("what", "roles"), ("role", "Reviewer")])
    office.browser.commit()
    assert office.roles(group_principal(group.uid)) == {"Reviewer"}
    assert "one member" in office.browser.get("/@@groups").text
    office.group(group, "details", **{"f-name": "press", "f-title": "Press"})
    assert office.people.group_named("press") is group
    office.group(group, "remove-member", user=office.john.uid)
    assert office.john.groups == ()
    office.group(group, "remove")
    assert office.people.group(group.uid) is None
    assert [each[2] for each in office.entries("group")] == [
        "removed",
        "member removed: john",
        "changed: name, title",
        "roles at the top: Reviewer",
        "member added: john",
        "member added: john",
        "added",
    ]


def test_what_a_group_refuses(office):
    group = office.newsroom()
    assert "has this name" in office.post("/@@add-group", 422, **{"f-name": "NewsRoom"}).text
    office.post("/@@add-group", 422, **{"f-name": ""})
    assert "gone" in office.group(group, "add-member", 422, user="0" * 32).text
    office.group(group, "roles", 422, role="Owner")
    office.group(group, "fly", 400)


def test_members_are_listed_by_key(office):
    group = office.newsroom()
    for number in range(60):
        user = office.people.add(User(name=f"p{number:03}"))
        office.people.put_in_groups(user, (group.uid,))
    office.browser.commit()
    first = office.browser.get(f"/@@group/{group.uid}")
    second = first.click("Next page")
    names = [
        each.get_text() for page in (first, second) for each in page.html.select(".entry-name > a")
    ]
    assert len(set(names)) == 60


# nobody else


@pytest.mark.parametrize("name", ["john", "cy"])
def test_only_managers_manage_people(office, name):
    group, user = office.newsroom(), office.people.named(name)
    office.browser.sign_in(user)
    screens = (
        "people",
        "add-person",
        "groups",
        "add-group",
        f"person/{user.uid}",
        f"group/{group.uid}",
    )
    for screen in screens:
        answer = office.browser.get(f"/@@{screen}", status=403)
        assert "mary@example.org" not in answer.text
    office.post("/@@add-person", 403, **{"f-name": "mallory", "way": "show"})
    office.post("/@@add-group", 403, **{"f-name": "mallory"})
    for what in ("roles", "groups", "show-link", "password", "details", "enable", "remove"):
        office.person(user, what, 403, role="Manager", group=group.uid, password=NEW, again=NEW)
        office.person(office.mary, what, 403, role="Manager", password=NEW, again=NEW)
    office.group(group, "add-member", 403, user=user.uid)
    office.group(group, "roles", 403, role="Manager")
    assert office.people.named("mallory") is None
    assert office.roles(user_principal(user.uid)) == {"Editor" if name == "john" else "Contributor"}
    assert user.groups == ()


def test_visitors_learn_nothing(office):
    known, unknown = f"/@@person/{office.john.uid}", f"/@@person/{'0' * 32}"
    office.browser.sign_out()
    for screen in ("/@@people", "/@@groups", "/@@account", known, unknown):
        answer = office.browser.get(screen, status=404)
        assert "John" not in answer.text


# one's own account


def test_my_account(office):
    office.browser.sign_in(office.john)
    form = {"what": "details", "f-title": "Johnny", "f-theme": "dark", "f-time_zone": "Asia/Tokyo"}
    page = office.post("/@@account", **form).follow()
    assert "Your account was saved." in page.text
    assert page.html.html["data-theme"] == "dark"
    assert (office.john.title, office.john.theme, office.john.time_zone) == (
        "Johnny",
        "dark",
        "Asia/Tokyo",
    )
    wrong = office.post(
        "/@@account", 422, **{**form, "f-time_zone": "Mars/Olympus", "f-title": "J"}
    )
    assert "is no time zone" in wrong.text.lower()
    assert wrong.html.find(id="f-title")["value"] == "J"
    assert office.john.title == "Johnny"


def test_moments_are_shown_by_ones_own_clock(office):
    shown = {}
    for zone in ("UTC", "Asia/Tokyo"):
        office.people.update(office.mary, {"time_zone": zone})
        office.browser.commit()
        shown[zone] = office.browser.get("/@@contents").html.select_one("td.c-d time")["datetime"]
    assert shown["UTC"].endswith("+00:00")
    assert shown["Asia/Tokyo"].endswith("+09:00")


def test_nobody_changes_another_account(office):
    office.browser.sign_in(office.john)
    forged = {
        "what": "details",
        "uid": office.mary.uid,
        "user": office.mary.uid,
        "f-uid": office.mary.uid,
    }
    office.post("/@@account", **{**forged, "f-title": "Forged", "f-name": "mary2", "f-groups": "x"})
    assert office.mary.title == "Mary Novak"
    assert (office.john.title, office.john.name, office.john.groups) == ("Forged", "john", ())
    office.browser.get(f"/@@account/{office.mary.uid}", status=404)


@pytest.fixture
def known(office):
    """John has a password, and is signed in by two browsers."""
    office.john.set_password(hash_password(OLD))
    office.browser.commit()
    office.browser.sign_in(office.john)
    office.other = office.browser.cookies["contentsite"].strip('"')
    office.browser.sign_in(office.john)
    return office


def test_the_password_is_changed_and_all_other_sessions_end(known):
    before = known.browser.cookies["contentsite"]
    form = {"what": "password", "present": OLD, "password": NEW, "again": NEW}
    page = known.post("/@@account", **form).follow()
    assert "Your password was changed." in page.text
    assert verify(known.john.password, NEW)
    after = known.browser.cookies["contentsite"]
    assert after != before
    for old in (known.other, before.strip('"')):
        known.browser.set_cookie("contentsite", old)
        known.browser.get("/@@account", status=404)
    assert known.entries("password") == [("john", "John", "changed by the user")]


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"present": "wrong", "password": NEW, "again": NEW}, "not your present password"),
        ({"password": NEW, "again": NEW}, "not your present password"),
        ({"present": OLD, "password": "short", "again": "short"}, "at least 10"),
        ({"present": OLD, "password": NEW, "again": OLD}, "two different"),
        ({"present": OLD, "password": "password123", "again": "password123"}, "many people use"),
    ],
)
def test_a_password_that_is_not_changed(known, form, words):
    answer = known.post("/@@account", 422, what="password", **form)
    assert words in answer.text
    assert OLD not in answer.text
    assert verify(known.john.password, OLD)
    known.browser.get("/@@account", status=200)


def test_who_guesses_at_the_present_password_is_stopped(known):
    form = {"what": "password", "present": "wrong guess", "password": NEW, "again": NEW}
    for _again in range(10):
        known.post("/@@account", 422, **form)
    answer = known.post("/@@account", 429, **{**form, "present": OLD})
    assert int(answer.headers["Retry-After"]) > 0
    assert verify(known.john.password, OLD)


def test_the_mail_address_takes_the_password(known):
    known.post("/@@account", 422, **{"what": "mail", "f-mail": "evil@example.org"})
    known.post("/@@account", **{"what": "details", "f-mail": "evil@example.org"})
    assert known.john.mail == "john@example.org"
    wrong = known.post("/@@account", 422, **{"what": "mail", "f-mail": "x", "mail-present": OLD})
    assert "no mail address" in wrong.text
    known.post("/@@account", **{"what": "mail", "f-mail": "new@example.org", "mail-present": OLD})
    assert known.john.mail == "new@example.org"
    assert ("john", "John", "changed: mail") in known.entries("user")


def test_signing_out_everywhere(known):
    answer = known.post("/@@account", what="sign-out")
    assert answer.location == "http://localhost/@@sign-in"
    known.browser.get("/@@account", status=404)
    known.browser.set_cookie("contentsite", known.other)
    known.browser.get("/@@account", status=404)
