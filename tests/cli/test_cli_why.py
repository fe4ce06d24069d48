"""`contentsite why` and `contentsite do`: what somebody may do, and doing it as him."""

from __future__ import annotations

import pytest

from contentsite import Document, Folder
from contentsite.security.people import people_of
from contentsite.testing import add_user


@pytest.fixture
def written(edit, ini):
    """A site with a draft in a folder, and people with a role each."""
    with edit(ini) as site:
        site.add("news", Folder(title="News")).publish()
        site["news"].add("draft", Document(title="A draft"))
        site.add("hidden", Folder(title="Hidden")).add("page", Document(title="A page"))
        for name, roles in (("ada", ["Editor"]), ("ben", []), ("rae", ["Reader"])):
            add_user(site, name, *roles)
    return ini


def state(edit, ini):
    with edit(ini) as site:
        return site["news"]["draft"].state


def test_why_he_may(contentsite, written):
    status, out, _err = contentsite("why", written, "ada", "publish", "/news/draft")
    assert status == 0
    assert out.startswith("ada may publish here.\n")
    assert "/news/draft (A draft, draft)" in out
    assert "Editor" in out


def test_why_he_may_not(contentsite, written):
    status, out, _err = contentsite("why", written, "rae", "publish", "/news/draft")
    assert status == 1
    assert out.startswith("rae may not publish here.\n")


def test_why_a_visitor_may_not(contentsite, written):
    status, out, _err = contentsite("why", written, "-", "view", "/hidden/page")
    assert status == 1
    assert out.startswith("A visitor may not view here.\n")
    # it ends where he is stopped
    assert "/hidden (Hidden, draft)" in out
    assert "/hidden/page" not in out


def test_a_disabled_account_is_told(contentsite, edit, written):
    with edit(written) as site:
        people = people_of(site)
        people.enable(people.named("ada"), enabled=False)
    assert "the account is disabled" in contentsite("why", written, "ada", "view", "/").out


@pytest.mark.parametrize(
    ("arguments", "status", "reason"),
    [
        (("eve", "view", "/"), 1, "there is no user 'eve'"),
        (("ada", "view", "/nothing"), 1, "there is nothing at /nothing"),
        (("ada", "fly", "/"), 2, "invalid choice: 'fly'"),
    ],
)
def test_wrong_questions(contentsite, written, arguments, status, reason):
    found = contentsite("why", written, *arguments)
    assert found.status == status
    assert reason in found.err


def test_do_as_somebody_who_may(contentsite, edit, written):
    done = contentsite("do", written, "/news/draft", "publish", "--as", "ada")
    assert (done.status, done.out) == (0, "/news/draft: Published\n")
    assert state(edit, written) == "published"
    assert contentsite("do", written, "/news/draft", "retract", "--as", "ada").status == 0
    assert state(edit, written) == "draft"


@pytest.mark.parametrize("name", ["ben", "rae"])
def test_do_as_somebody_who_may_not(contentsite, edit, written, name):
    found = contentsite("do", written, "/news/draft", "publish", "--as", name)
    assert found.status == 1
    assert f"{name!r} may not do this there; ask: contentsite why" in found.err
    assert state(edit, written) == "draft"


@pytest.mark.parametrize(
    ("arguments", "status", "reason"),
    [
        (("/news/draft", "vanish", "--as", "ada"), 1, "from there lead: submit, publish"),
        (("/news/draft", "retract", "--as", "ada"), 1, "from there lead: submit, publish"),
        (("/news/draft", "publish", "--as", "eve"), 1, "there is no user 'eve'"),
        (("/news/nothing", "publish", "--as", "ada"), 1, "there is nothing at /news/nothing"),
        (("/news/draft", "publish"), 2, "--as"),
    ],
)
def test_wrong_deeds(contentsite, edit, written, arguments, status, reason):
    found = contentsite("do", written, *arguments)
    assert found.status == status
    assert reason in found.err
    assert state(edit, written) == "draft"


def test_who_is_disabled_does_nothing(contentsite, edit, written):
    with edit(written) as site:
        people = people_of(site)
        people.enable(people.named("ada"), enabled=False)
    found = contentsite("do", written, "/news/draft", "publish", "--as", "ada")
    assert "the account of 'ada' is disabled" in found.err
