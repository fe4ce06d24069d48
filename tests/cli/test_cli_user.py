"""`contentsite user`: adding, passwords, disabling and listing."""

from __future__ import annotations

import io
import re

import pytest

from contentsite.cli import person
from contentsite.cli.app import app_of
from contentsite.security.decide import roles_at
from contentsite.security.password import verify
from contentsite.security.people import people_of
from contentsite.testing import Browser

PASSWORD = "nine owls by the quay"


@pytest.fixture
def typed(monkeypatch):
    """Give the standard input this text."""

    def type_in(text):
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return type_in


@pytest.fixture
def add(contentsite, ini, typed):
    """Add a user who has a password."""

    def run(name, *more, password=PASSWORD):
        typed(password + "\n")
        return contentsite("user", "add", ini, name, *more, "--password-stdin")

    return run


def user(edit, ini, name="ada"):
    with edit(ini) as site:
        found = people_of(site).named(name)
        return (found.enabled, found.password, found.epoch)


def test_a_manager_without_a_browser(add, edit, ini, contentsite):
    status, out, _err = add(
        "ada", "--role", "Manager", "--mail", "ada@example.org", "--title", "Ada"
    )
    assert (status, out) == (0, "added: ada\n")
    with edit(ini) as site:
        people = people_of(site)
        ada = people.named("ADA")
        assert (ada.mail, ada.title) == ("ada@example.org", "Ada")
        assert verify(ada.password, PASSWORD)
        assert "Manager" in roles_at(site, people.who(ada))
    assert contentsite("user", "list", ini).out == "ada\tenabled\tada@example.org\tAda\t-\n"


def test_several_roles_and_none(add, edit, ini):
    assert add("ada", "--role", "Editor", "--role", "Reviewer").status == 0
    assert add("ben").status == 0
    with edit(ini) as site:
        people = people_of(site)
        assert {"Editor", "Reviewer"} <= roles_at(site, people.who(people.named("ada")))
        assert roles_at(site, people.who(people.named("ben"))) == {"Visitor"}


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", "no password came on the standard input"),
        ("short", "the password must have at least 10 characters"),
        ("1234567890", "the password is one that many people use"),
        ("ada@example.org", "the password must not be your name or mail address"),
    ],
)
def test_passwords_that_are_refused(add, contentsite, ini, password, reason):
    status, out, err = add("ada", "--mail", "ada@example.org", password=password)
    assert (status, out) == (1, "")
    assert reason in err
    assert contentsite("user", "list", ini).out == ""


def test_nothing_at_all_on_standard_input(contentsite, ini, typed):
    typed("")
    assert "no password came" in contentsite("user", "add", ini, "ada", "--password-stdin").err


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("not a name",), "name: must be letters, digits"),
        (("ben", "--mail", "nowhere"), "mail: is no mail address"),
        (("ada",), "'ada' is taken"),
        (("ADA",), "'ADA' is taken"),
    ],
)
def test_users_that_are_refused(add, contentsite, ini, arguments, reason):
    add("ada")
    status, _out, err = add(*arguments)
    assert status == 1
    assert reason in err
    assert len(contentsite("user", "list", ini).out.splitlines()) == 1


def test_an_unknown_role_is_a_wrong_call(add):
    assert add("ada", "--role", "Owner").status == 2


def test_a_terminal_is_asked_twice(contentsite, edit, ini, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    answers = iter([PASSWORD, PASSWORD, PASSWORD, "something else"])
    monkeypatch.setattr(person, "getpass", lambda _prompt: next(answers))
    assert contentsite("user", "add", ini, "ada").out == "added: ada\n"
    assert verify(user(edit, ini)[1], PASSWORD)
    status, _out, err = contentsite("user", "add", ini, "ben")
    assert status == 1
    assert "two different passwords" in err


def test_without_a_terminal_a_link_is_printed(contentsite, edit, ini, typed):
    typed("")
    status, out, _err = contentsite("user", "add", ini, "ada")
    assert status == 0
    assert re.search(r"^http://127\.0\.0\.1:6543/@@reset\?token=[\w-]{43}$", out, re.MULTILINE)
    assert "within 60 minutes" in out
    assert user(edit, ini)[1] is None


@pytest.mark.parametrize("mail", ["", "ada@example.org"])
def test_the_link_that_was_printed_works_once(contentsite, edit, ini, typed, mail):
    typed("")
    out = contentsite("user", "add", ini, "ada", "--mail", mail).out
    path = re.search(r"/@@reset\?token=[\w-]+", out)[0]
    with app_of(str(ini)) as app:
        browser = Browser(app, extra_environ={"HTTP_HOST": "localhost"})
        form = browser.get(path).form
        form["password"] = PASSWORD
        assert form.submit().status_int == 303
        assert browser.get(path, status=410)
    assert verify(user(edit, ini)[1], PASSWORD)


def test_a_password_is_set_and_all_sessions_end(add, contentsite, edit, ini, typed):
    add("ada")
    before = user(edit, ini)[2]
    typed("another good one\n")
    out = contentsite("user", "password", ini, "ada", "--password-stdin").out
    assert out == "the password was changed: ada\n"
    _enabled, hashed, epoch = user(edit, ini)
    assert verify(hashed, "another good one")
    assert epoch > before


def test_a_link_for_another_password_leaves_the_old_one(add, contentsite, edit, ini, typed):
    add("ada")
    before = user(edit, ini)
    typed("")
    assert "/@@reset?token=" in contentsite("user", "password", ini, "ada").out
    assert user(edit, ini) == before


def test_disable_and_enable(add, contentsite, edit, ini):
    add("ada")
    before = user(edit, ini)[2]
    assert contentsite("user", "disable", ini, "ada").out == "disabled: ada\n"
    enabled, _hashed, epoch = user(edit, ini)
    assert not enabled
    assert epoch > before
    assert "\tdisabled\t" in contentsite("user", "list", ini).out
    assert contentsite("user", "disable", ini, "ada").out == "is disabled already: ada\n"
    assert contentsite("user", "enable", ini, "ada").out == "enabled: ada\n"
    assert user(edit, ini)[0]


def test_the_last_manager_cannot_be_disabled(add, contentsite, edit, ini):
    add("ada", "--role", "Manager")
    status, _out, err = contentsite("user", "disable", ini, "ada")
    assert status == 1
    assert "nobody would be left who may manage the site" in err
    assert user(edit, ini)[0]
    add("ben", "--role", "Manager")
    assert contentsite("user", "disable", ini, "ada").status == 0


@pytest.mark.parametrize("action", ["password", "disable", "enable"])
def test_an_unknown_user(add, contentsite, ini, action):
    add("ada")
    status, _out, err = contentsite("user", action, ini, "adda")
    assert status == 1
    assert "there is no user 'adda'; 'ada' was meant?" in err


def test_what_was_done_is_in_the_audit_log(add, contentsite, ini):
    add("ada", "--role", "Editor")
    contentsite("user", "disable", ini, "ada")
    out = contentsite("audit", ini).out
    assert "added, Editor" in out
    assert "disabled" in out
    assert PASSWORD not in out
    assert "argon2" not in out


def test_an_action_is_needed(contentsite):
    assert contentsite("user").status == 2


def test_a_database_in_use_is_told(contentsite, edit, ini):
    with edit(ini):
        status, _out, err = contentsite("user", "list", ini)
    assert status == 1
    assert "the database is open in" in err
    assert "Stop that one first" in err or "stop that one first" in err
