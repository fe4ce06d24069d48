"""The first Manager: by a link that is printed, once, within a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from contentsite import Folder
from contentsite.admin.entry.first_manager import invitation
from contentsite.security import gate
from contentsite.security.decide import roles_at
from contentsite.security.invitation import holds, invite
from contentsite.security.password import verify
from contentsite.security.people import people_of
from contentsite.storage.connection import in_work
from contentsite.testing import add_user, site_app

GOOD = {
    "account": "ada",
    "title": "Ada Novak",
    "mail": "ada@example.org",
    "password": "nine owls by the quay",
    "again": "nine owls by the quay",
}


@pytest.fixture
def new_site():
    with site_app() as (site, browser):
        link = invitation(browser.app.registry)
        browser.commit()
        yield site, browser, link


def filled(browser, link, **values):
    """Return the answer to the form behind the link, filled in like this."""
    form = browser.get(link).form
    for name, value in {**GOOD, **values}.items():
        form[name] = value
    return form.submit(expect_errors=True)


def test_the_form_makes_a_manager_who_is_signed_in(new_site):
    site, browser, link = new_site
    answer = filled(browser, link)
    assert answer.status_int == 303
    browser.commit()
    people = people_of(site)
    ada = people.named("ada")
    assert (ada.title, ada.mail) == ("Ada Novak", "ada@example.org")
    assert verify(ada.password, GOOD["password"])
    assert "Manager" in roles_at(site, people.who(ada))
    # signed in, and so may see what only Managers see
    assert browser.get("/@@audit").status_int == 200
    assert "the first Manager" in browser.get("/@@audit").text


def test_the_link_ends_with_its_use(new_site):
    site, browser, link = new_site
    filled(browser, link)
    browser.reset()
    assert browser.get(link, status=404)
    assert browser.post("/@@first", {**GOOD, "account": "eve", "token": link[-43:]}, status=404)
    browser.commit()
    assert people_of(site).named("eve") is None
    assert invitation(browser.app.registry) == ""


def test_a_manager_made_otherwise_ends_the_link(new_site):
    site, browser, link = new_site
    add_user(site, "ada", "Manager")
    browser.commit()
    assert browser.get(link, status=404)


def test_a_user_who_is_no_manager_does_not(new_site):
    site, browser, link = new_site
    add_user(site, "ada", "Editor")
    browser.commit()
    assert "first Manager" in browser.get(link).text
    answer = filled(browser, link)
    assert answer.status_int == 422
    assert "&#39;ada&#39; is taken" in answer.text


def test_each_start_makes_another_link(new_site):
    _site, browser, link = new_site
    newer = invitation(browser.app.registry)
    assert newer != link
    assert browser.get(link, status=410)
    assert browser.get(newer).status_int == 200


@pytest.mark.parametrize(
    "token", ["", "?token=", "?token=x", "?token=%ED%A0%80", "?token=" + "A" * 43]
)
def test_wrong_tokens(new_site, token):
    _site, browser, _link = new_site
    status = 400 if "%ED" in token else 410
    answer = browser.get(f"/@@first{token}", status=status)
    assert "<form" not in answer.text.partition("<main")[2] or status == 400
    if status == 410:
        assert browser.post("/@@first", {**GOOD, "token": token[7:]}, status=410)


def test_a_day_and_no_more():
    with site_app() as (_site, browser):
        registry, now = browser.app.registry, datetime.now(UTC)
        token = in_work(registry, lambda work: invite(work, now))

        def at(moment):
            return in_work(registry, lambda work: holds(work, token, moment))

        assert at(now)
        assert at(now + timedelta(hours=23))
        assert not at(now + timedelta(hours=25))
        # the clock was set back: it does not hold for longer
        assert not at(now - timedelta(hours=1))


def test_the_database_keeps_no_token(new_site):
    _site, browser, link = new_site
    kept = in_work(browser.app.registry, lambda work: repr(dict(work["contentsite.first-manager"])))
    assert link[-43:] not in kept


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"password": "short", "again": "short"}, "Must have at least 10 characters."),
        ({"password": "1234567890", "again": "1234567890"}, "Is one that many people use"),
        ({"password": "ada@example.org", "again": "ada@example.org"}, "Must not be your name"),
        ({"again": "nine owls by the key"}, "These are two different passwords."),
        ({"account": "not a name"}, "Must be letters, digits"),
        ({"account": ""}, "Must be letters, digits"),
        ({"mail": "nowhere"}, "Is no mail address"),
    ],
)
def test_what_is_refused(new_site, values, reason):
    site, browser, link = new_site
    answer = filled(browser, link, **values)
    assert answer.status_int == 422
    assert reason in answer.text
    # what was typed stays, but for the passwords
    assert answer.form["title"].value == "Ada Novak"
    assert answer.form["password"].value == ""
    browser.commit()
    assert len(people_of(site)) == 0
    assert filled(browser, link).status_int == 303


def test_typed_markup_comes_back_as_text(new_site):
    _site, browser, link = new_site
    answer = filled(browser, link, account='"><script>')
    assert "<script>" not in answer.text
    assert answer.form["account"].value == '"><script>'


def test_too_many_at_once(new_site, monkeypatch):
    _site, browser, link = new_site

    def busy(_text):
        raise gate.Busy(2)

    monkeypatch.setattr("contentsite.admin.entry.first_manager.hash_password", busy)
    answer = filled(browser, link)
    assert answer.status_int == 503
    assert answer.headers["Retry-After"] == "2"
    assert "Please try again" in answer.text


def test_nothing_else_learns_the_address(new_site):
    _site, browser, link = new_site
    answer = browser.get(link)
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer.headers["Cache-Control"]


def test_only_at_the_top(new_site):
    site, browser, link = new_site
    site.add("folder", Folder(title="Folder")).publish()
    browser.commit()
    assert browser.get("/folder" + link, status=404)
