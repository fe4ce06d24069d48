"""Users and groups: found, listed, renamed, put together and forgotten; and never without a Manager."""

from __future__ import annotations

from itertools import islice

import pytest
import transaction
from pydantic import ValidationError
from ZODB.POSException import ConflictError

from contentsite.security.acl import ALLOW, set_acl
from contentsite.security.managers import LastManager, keeping_a_manager, managers
from contentsite.security.people import PersonTaken, people_of
from contentsite.security.principal import EVERYONE, SIGNED_IN, group_principal, user_principal
from contentsite.security.user import Group, User


@pytest.fixture
def people(stored):
    return people_of(stored.site)


def names(rows):
    return [row.name for row in rows]


def manager(stored, *principals):
    set_acl(stored.site, [(ALLOW, each, "Manager") for each in principals])


def test_they_are_found_whatever_the_case(seen):
    people = people_of(seen.site)
    ada = people.add(User(name="Ada.Novak", title="Ada Novak", mail="Ada@Example.org"))
    uid = ada.uid
    people = people_of(seen.look())
    assert people.named(" ada.NOVAK ").uid == uid
    assert [each.uid for each in people.with_mail("ADA@example.ORG")] == [uid]
    assert people.user(uid).called == "Ada Novak"
    assert (people.named("ben"), people.user("x"), people.with_mail(""), people.with_mail("x")) == (
        None,
        None,
        (),
        (),
    )
    assert bool(people)
    assert len(people) == 1


def test_two_may_share_a_mail_address(people):
    both = {people.add(User(name=name, mail="office@example.org")).uid for name in ("a1", "b1")}
    assert {user.uid for user in people.with_mail("office@example.org")} == both
    people.remove(people.named("a1"))
    assert len(people.with_mail("office@example.org")) == 1


def test_a_name_belongs_to_one(people):
    people.add(User(name="Straße"))
    for name in ("straße", "STRASSE", "Straße"):
        with pytest.raises(PersonTaken):
            people.add(User(name=name))
    with pytest.raises(ValueError, match="needed"):
        people.add(User())
    assert len(people) == 1


@pytest.mark.parametrize(
    "name", [".a", "a b", "a\nb", "a/b", "<b>", "a:b", "é:", "x" * 101, "\u202ea"]
)
def test_what_is_no_sign_in_name(name):
    with pytest.raises(ValidationError):
        User(name=name)


@pytest.mark.parametrize(
    "mail",
    [
        "ada",
        "ada@",
        "@x.org",
        "a b@x.org",
        "a@x.org, b@y.org",
        "a@x.org\nBcc: b@y.org",
        "<a@x.org>",
    ],
)
def test_what_is_no_mail_address(mail):
    with pytest.raises(ValidationError):
        User(name="ada", mail=mail)


def test_another_name_and_address(people):
    ada = people.add(User(name="ada", mail="ada@example.org"))
    people.add(User(name="ben"))
    assert set(people.update(ada, {"name": "ada2", "mail": "new@example.org"})) == {"name", "mail"}
    assert people.named("ada") is None
    assert people.named("ada2") is ada
    assert people.with_mail("ada@example.org") == ()
    with pytest.raises(PersonTaken):
        people.update(ada, {"name": "BEN"})
    with pytest.raises(ValidationError):
        people.update(ada, {"mail": "rubbish"})
    assert (people.named("ada2"), people.with_mail("new@example.org")) == (ada, (ada,))
    # its own name in another case is free
    people.update(ada, {"name": "ADA2"})
    assert names(people.rows()) == ["ADA2", "ben"]


def test_lists_begin_behind_a_name_and_look_for_words(people):
    for name, title, mail in (
        ("ada", "Ada Novak", "ada@example.org"),
        ("Ben", "Ben Ode", "ben@example.com"),
        ("cas", "Cas Novak", ""),
    ):
        people.add(User(name=name, title=title, mail=mail))
    assert names(people.rows()) == ["ada", "Ben", "cas"]
    assert names(people.rows("ADA")) == ["Ben", "cas"]
    assert names(people.rows("b")) == ["Ben", "cas"]
    assert names(people.rows(words="NOVAK")) == ["ada", "cas"]
    assert names(people.rows(words="novak ada")) == ["ada"]
    assert names(people.rows(words="example.com")) == ["Ben"]
    assert names(people.rows(words="zz")) == []


def test_who_somebody_is(people):
    group = people.add_group(Group(name="desk"))
    ada = people.add(User(name="ada", title="Ada"))
    people.put_in_groups(ada, (group.uid,))
    assert people.who(ada).principals == {
        EVERYONE,
        SIGNED_IN,
        user_principal(ada.uid),
        group_principal(group.uid),
    }
    # a group that is gone is nobody, also where somebody still has its uid
    people.remove_group(group)
    assert ada.groups == ()
    ada.groups = (group.uid, "x")
    assert group_principal(group.uid) not in people.who(ada).principals


def test_groups(people):
    desk = people.add_group(Group(name="desk", title="The desk"))
    with pytest.raises(PersonTaken):
        people.add_group(Group(name="DESK"))
    people.add_group(Group(name="art"))
    ada = people.add(User(name="ada"))
    people.put_in_groups(ada, (desk.uid,))
    assert list(desk.members) == [ada.uid]
    people.update_group(desk, {"name": "editors"})
    assert people.group_named("desk") is None
    assert people.group_named("EDITORS") is desk
    assert [group.called for group in people.groups()] == ["art", "The desk"]
    with pytest.raises(PersonTaken):
        people.update_group(desk, {"name": "art"})
    with pytest.raises(KeyError):
        people.put_in_groups(ada, ("none",))
    people.put_in_groups(ada, ())
    assert list(desk.members) == []
    people.put_in_groups(ada, (desk.uid,))
    people.remove(ada)
    assert list(desk.members) == []


def test_a_disabled_user_is_signed_out(people, stored):
    ada = people.add(User(name="ada"))
    before = ada.epoch
    people.enable(ada, enabled=False)
    assert ada.epoch > before
    assert [row.enabled for row in people.rows()] == [False]


@pytest.mark.parametrize(
    "take_away",
    [
        lambda people, ada, group: people.enable(ada, enabled=False),
        lambda people, ada, group: people.remove(ada),
        lambda people, ada, group: people.put_in_groups(ada, ()),
        lambda people, ada, group: people.remove_group(group),
    ],
)
def test_the_last_manager_stays(stored, people, take_away):
    ada, ben = people.add(User(name="ada")), people.add(User(name="ben"))
    group = people.add_group(Group(name="chiefs"))
    people.put_in_groups(ada, (group.uid,))
    manager(stored, group_principal(group.uid), "user:gone", "group:gone", EVERYONE)
    with pytest.raises(LastManager):
        take_away(people, ada, group)
    stored.forget()
    # with another one beside it may be done
    people = people_of(stored.site)
    ada, ben = people.add(User(name="ada")), people.add(User(name="ben"))
    group = people.add_group(Group(name="chiefs"))
    people.put_in_groups(ada, (group.uid,))
    manager(stored, group_principal(group.uid), user_principal(ben.uid))
    take_away(people, ada, group)
    assert [user.name for user in managers(stored.site, people)][-1] == "ben"


def test_the_last_manager_is_not_taken_from_the_list(stored, people):
    ada = people.add(User(name="ada"))
    manager(stored, user_principal(ada.uid))
    with pytest.raises(LastManager), keeping_a_manager(stored.site, people):
        set_acl(stored.site, [])


def test_a_site_without_a_manager_may_stay_so(stored, people):
    ada = people.add(User(name="ada"))
    people.enable(ada, enabled=False)
    people.remove(ada)


def test_a_hundred_thousand_are_listed_and_found_without_loading_them(stored):
    """They are put in by their rows: making each by the form's way takes a minute, and shows nothing more."""
    people = people_of(stored.site)
    many = 100_000
    ada = people.add(User(name="user050000x", mail="ada@example.org"))
    people._rows.update(
        {
            f"user{n:06}": (f"{n:032x}", f"user{n:06}", f"Person {n}", f"p{n}@example.org", True)
            for n in range(many)
        }
    )
    people._mails.update((f"p{n}@example.org", f"{n:032x}") for n in range(many))
    uid = ada.uid
    stored.look()
    stored.connection.cacheMinimize()
    loads: list[bytes] = []
    load = stored.connection.setstate

    def counted(found) -> None:
        loads.append(type(found).__name__)
        load(found)

    stored.connection.setstate = counted
    people = people_of(stored.site)
    rows = list(islice(people.rows("user049999"), 50))
    assert rows[0].name == "user050000"
    assert rows[1].name == "user050000x"
    assert loads.count("User") == 0
    assert len(loads) < 30
    assert [user.uid for user in people.with_mail("ada@example.org")] == [uid]
    assert people.named("user050000X").uid == uid
    assert loads.count("User") == 1
    assert len(loads) < 45
    assert bool(people)
    # a search looks at every row, and at no user
    loads.clear()
    assert names(islice(people.rows(words="person 99999"), 5)) == ["user099999"]
    assert "User" not in loads


def test_two_managers_cannot_take_each_other_away_at_the_same_time(stored):
    """Each of them sees the other one left, and both would be gone."""
    people = people_of(stored.site)
    uids = [people.add(User(name=name)).uid for name in ("ada", "ben")]
    manager(stored, *map(user_principal, uids))
    stored.look()
    others = transaction.TransactionManager(explicit=True)
    others.begin()
    second = stored.db.open(transaction_manager=others)
    try:
        theirs = people_of(second.root()["contentsite"])
        theirs.enable(theirs.user(uids[0]), enabled=False)
        mine = people_of(stored.site)
        mine.enable(mine.user(uids[1]), enabled=False)
        others.commit()
        others.begin()
        with pytest.raises(ConflictError):
            stored.manager.commit()
    finally:
        others.abort()
        second.close()
    people = people_of(stored.forget())
    assert [user.name for user in managers(stored.site, people)] == ["ben"]


@pytest.mark.parametrize(
    "mail",
    [
        "jörg@example.org",
        "a..b@example.org",
        ".a@example.org",
        "a@x..org",
        "a@" + "x" * 64 + ".org",
        "a@x.org.",
        "a@\u202ex.org",
        "a\x7f@x.org",
    ],
)
def test_an_address_that_no_mail_can_be_sent_to_is_refused(mail):
    with pytest.raises(ValidationError, match="is no mail address"):
        User(name="ada", mail=mail)


def test_searching_for_many_words_costs_no_more(people):
    people.add(User(name="ada"))
    assert names(people.rows("", "a " * 5_000_000)) == ["ada"]
    assert names(people.rows("", "a d " * 20 + "x")) == []
