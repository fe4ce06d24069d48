"""`contentsite history`: versions listed, compared and restored from a shell."""

from __future__ import annotations

import pytest

from contentsite import Document
from contentsite.testing import add_user


@pytest.fixture
def written(edit, ini):
    with edit(ini) as site:
        site.add("page", Document(title="One", body="<p>The night train.</p>"))
        add_user(site, "ada", "Editor")
        add_user(site, "rae", "Reader")
    with edit(ini) as site:
        site["page"].update({"title": "Two", "body": "<p>The day train.</p>"})
    return ini


def test_list_compare_restore(contentsite, edit, written):
    out = contentsite("history", written, "/page", "--compare", "1", "2").out
    assert "title: [-One-]{+Two+}" in out
    assert "body: The [-night-]{+day+} train." in out
    done = contentsite("history", written, "/page", "--restore", "1", "--as", "ada")
    assert (done.status, done.out) == (0, "/page: title, body restored\n")
    rows = [line.split("\t") for line in contentsite("history", written, "/page").out.splitlines()]
    assert [(row[0], row[2], row[3]) for row in rows] == [
        ("3", "ada", "restored"),
        ("2", "-", "saved"),
        ("1", "-", "begun"),
    ]
    done = contentsite("history", written, "/page", "--restore", "1", "--as", "ada")
    assert done.out == "/page: nothing restored\n"
    with edit(written) as site:
        assert site["page"].title == "One"


def test_a_published_page_waits(contentsite, edit, written):
    with edit(written) as site:
        site["page"].publish()
    done = contentsite("history", written, "/page", "--restore", "1", "--as", "ada")
    assert done.out == "/page: title, body restored (waits to be published)\n"
    with edit(written) as site:
        assert site["page"].title == "Two"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("/page", "--compare", "1", "9"), "there is no version 9"),
        (("/page", "--restore", "9", "--as", "ada"), "there is no version 9"),
        (("/page", "--restore", "1"), "needs --as USER"),
        (("/page", "--restore", "1", "--as", "rae"), "may not do this there"),
        (("/page", "--restore", "1", "--as", "eve"), "there is no user"),
        (("/nothing",), "there is nothing at /nothing"),
    ],
)
def test_what_cannot_be_done(contentsite, written, arguments, reason):
    found = contentsite("history", written, *arguments)
    assert found.status == 1
    assert reason in found.err
