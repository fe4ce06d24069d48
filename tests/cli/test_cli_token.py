"""`contentsite token`: making, listing and taking away."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from contentsite.security.people import people_of
from contentsite.security.token import who_has
from contentsite.testing import add_user


@pytest.fixture
def ada(edit, ini):
    with edit(ini) as site:
        add_user(site, "ada", "Manager")


def test_one_is_made_listed_and_taken_away(ada, edit, ini, contentsite):
    made = contentsite(
        "token", "make", ini, "ada", "--for", "import", "--scope", "add", "--scope", "edit"
    )
    assert made.status == 0
    with edit(ini) as site:
        who = who_has(people_of(site), made.out.strip(), datetime.now(UTC))
        assert (who.name, who.scope) == ("ada", {"view", "add", "edit"})
    listed = contentsite("token", "list", ini, "ada").out
    assert listed.startswith("import\tview,add,edit\t20")
    assert made.out.strip() not in listed
    audited = contentsite("audit", ini, "--action", "token").out
    assert "made: import (view, add, edit)" in audited
    assert contentsite("token", "end", ini, "ada", "--for", "import").status == 0
    assert contentsite("token", "list", ini, "ada").out == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("make", "nobody", "--for", "x"), "no user 'nobody'"),
        (("make", "ada", "--for", " "), "what it is for"),
        (("make", "ada", "--for", "x", "--days", "0"), "1 to 366 days"),
        (("end", "ada", "--for", "x"), "no token for 'x'"),
    ],
)
def test_what_is_refused(ada, ini, contentsite, words, told):
    action, *rest = words
    result = contentsite("token", action, ini, *rest)
    assert (result.status, told in result.err) == (1, True)


@pytest.mark.parametrize("rest", [("--for", "x", "--scope", "rule"), ()])
def test_what_is_called_wrongly(ada, ini, contentsite, rest):
    assert contentsite("token", "make", ini, "ada", *rest).status == 2
