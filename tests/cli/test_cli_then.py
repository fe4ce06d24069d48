"""`contentsite history --at`: what was then, from a shell."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from contentsite import Document, Folder
from contentsite.testing import add_user
from contentsite.tree.trashing import purge, trash


@pytest.fixture
def changed(edit, ini):
    """A site that changed, and the moment at which it had not: the ini file, and the moment."""
    with edit(ini) as site:
        news = site.add("news", Folder(title="News"))
        news.add("page", Document(title="One"))
        news.add("gone", Document(title="Gone"))
        add_user(site, "ada", "Editor")
        add_user(site, "rae", "Reader")
    moment = datetime.now(UTC).isoformat()
    with edit(ini) as site:
        site["news"]["page"].update({"title": "Two"})
        purge(site, trash(site["news"]["gone"]))
    return ini, moment


def test_what_differs(contentsite, changed):
    ini, moment = changed
    assert (
        contentsite("history", ini, "/news/page", "--at", moment).out == "title: 'One' -> 'Two'\n"
    )
    assert contentsite("history", ini, "/news", "--at", moment).out == "nothing differs\n"
    gone = contentsite("history", ini, "/news/gone", "--at", moment)
    assert gone.out == "it is not there any more\n"


def test_a_branch_comes_back(contentsite, edit, changed):
    ini, moment = changed
    done = contentsite(
        "history", ini, "/news", "--at", moment, "--restore", "--below", "--as", "ada"
    )
    assert done.status == 0
    assert done.out.splitlines() == [
        "1 as they were (published ones wait to be published)",
        "1 that were gone are back",
        "0 restored from the trash, with all that is below them",
        "0 stay as they are",
    ]
    with edit(ini) as site:
        assert [node.title for node in site["news"].children()] == ["One", "Gone"]
    said = contentsite("audit", ini).out
    assert "as of" in said
    assert "ada" in said


def test_what_is_refused_is_told(contentsite, edit, changed):
    ini, moment = changed
    with edit(ini) as site:
        trash(site["news"]["page"])
    done = contentsite(
        "history", ini, "/news", "--at", moment, "--restore", "--below", "--as", "ada"
    )
    assert done.out.splitlines()[3:] == [
        "1 stay as they are",
        "  (not for this user): There is something that you may not change today.",
    ]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("/news", "--at", "x"), "--at x: Must be a day and a time"),
        (("/news", "--at", "2020-01-01"), "nothing is kept of that moment; the past begins at"),
        (("/none", "--at", "MOMENT"), "there is nothing at /none"),
        (("/news", "--at", "MOMENT", "--restore"), "without a number, and --as USER"),
        (("/news", "--at", "MOMENT", "--restore", "3", "--as", "ada"), "without a number"),
        (("/news", "--at", "MOMENT", "--restore", "--as", "rae"), "'rae' may not do this there"),
        (("/news", "--at", "MOMENT", "--restore", "--as", "eve"), "there is no user"),
        (("/news", "--restore", "--as", "ada"), "needs the number of a version, or --at MOMENT"),
    ],
)
def test_what_cannot_be_done(contentsite, changed, arguments, reason):
    ini, moment = changed
    asked = [moment if each == "MOMENT" else each for each in arguments]
    found = contentsite("history", ini, *asked)
    assert (found.status, reason in found.err) == (1, True), found
