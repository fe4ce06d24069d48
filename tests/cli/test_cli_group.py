"""`contentsite group`: users who are given roles together."""

from __future__ import annotations

import pytest

from contentsite.security.decide import roles_at
from contentsite.security.people import people_of
from contentsite.testing import add_user


@pytest.fixture
def site_with_people(edit, ini):
    with edit(ini) as site:
        for name in ("ada", "ben"):
            add_user(site, name)
    return ini


def test_a_group_gives_its_roles_to_its_users(contentsite, site_with_people, edit):
    ini = site_with_people
    made = contentsite("group", "add", ini, "editors", "--role", "Editor", "--title", "The editors")
    assert made.out == "added: editors\n"
    assert (
        contentsite("group", "join", ini, "editors", "ada", "ben").out
        == "joined editors: ada, ben\n"
    )
    assert contentsite("group", "list", ini).out == "editors\tThe editors\tada,ben\n"
    assert contentsite("user", "list", ini).out.splitlines()[0].endswith("\teditors")
    assert contentsite("group", "leave", ini, "editors", "ben").status == 0
    with edit(ini) as site:
        people = people_of(site)
        assert "Editor" in roles_at(site, people.who(people.named("ada")))
        assert "Editor" not in roles_at(site, people.who(people.named("ben")))
    assert contentsite("group", "remove", ini, "editors").out == "removed: editors\n"
    assert contentsite("group", "list", ini).out == ""
    with edit(ini) as site:
        people = people_of(site)
        assert roles_at(site, people.who(people.named("ada"))) == {"Visitor"}


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("add", "not a name"), "name: must be letters"),
        (("add", "EDITORS"), "'EDITORS' is taken"),
        (("remove", "editor"), "there is no group 'editor'; 'editors' was meant?"),
        (("join", "nobody", "ada"), "there is no group 'nobody'"),
        (("join", "editors", "eve"), "there is no user 'eve'"),
        (("join", "editors", "ada", "eve"), "there is no user 'eve'"),
        (("leave", "editors", "ada"), "'ada' is not in 'editors'; nothing was done"),
    ],
)
def test_what_is_refused_changes_nothing(contentsite, site_with_people, arguments, reason):
    ini = site_with_people
    contentsite("group", "add", ini, "editors")
    status, _out, err = contentsite("group", arguments[0], ini, *arguments[1:])
    assert status == 1
    assert reason in err
    assert contentsite("group", "list", ini).out == "editors\t-\t-\n"


@pytest.mark.parametrize("action", [("remove", "board"), ("leave", "board", "ada")])
def test_the_last_manager_stays(contentsite, site_with_people, action):
    ini = site_with_people
    contentsite("group", "add", ini, "board", "--role", "Manager")
    contentsite("group", "join", ini, "board", "ada")
    status, _out, err = contentsite("group", action[0], ini, *action[1:])
    assert status == 1
    assert "nobody would be left who may manage the site" in err
    assert contentsite("group", "list", ini).out == "board\t-\tada\n"


def test_joining_twice_is_once(contentsite, site_with_people):
    ini = site_with_people
    contentsite("group", "add", ini, "editors")
    for _ in range(2):
        assert contentsite("group", "join", ini, "editors", "ada").status == 0
    assert contentsite("group", "list", ini).out == "editors\t-\tada\n"
