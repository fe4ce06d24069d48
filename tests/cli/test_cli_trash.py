"""`contentsite trash`: what was deleted, put back, or deleted for good."""

from __future__ import annotations

import pytest

from contentsite import Document, Folder, trash
from contentsite.security.people import people_of
from contentsite.testing import add_user


@pytest.fixture
def binned(edit, ini):
    """A site with /news and /attic; ada has deleted /news/a and /news/b, somebody /news/c; and their uids."""
    with edit(ini) as site:
        news = site.add("news", Folder(title="News"))
        site.add("attic", Folder(title="Attic"))
        people = {
            name: add_user(site, name, *roles)
            for name, roles in (("ada", ["Editor"]), ("rae", ["Reader"]), ("mia", ["Manager"]))
        }
        for name in "abc":
            news.add(name, Document(title=name.upper()))
        by = {"a": people["ada"].uid, "b": people["ada"].uid, "c": ""}
        return {name: trash(news[name], who).uid for name, who in by.items()}


def names(edit, ini, path="news"):
    with edit(ini) as site:
        return list(site[path])


def test_it_lists(contentsite, ini, binned):
    status, out, _err = contentsite("trash", ini)
    assert status == 0
    lines = [line.split("\t") for line in out.splitlines()]
    assert [(line[0], *line[2:]) for line in lines] == [
        (binned["c"], "-", "1", "/news/c", "C"),
        (binned["b"], "ada", "1", "/news/b", "B"),
        (binned["a"], "ada", "1", "/news/a", "A"),
    ]


def test_it_restores(contentsite, ini, binned, edit):
    result = contentsite("trash", ini, "restore", binned["b"], binned["c"])
    assert (result.status, result.out) == (0, "/news/b\n/news/c\n")
    assert names(edit, ini) == ["b", "c"]
    result = contentsite("trash", ini, "restore", binned["a"], "--into", "/attic", "--name", "z")
    assert (result.status, result.out) == (0, "/attic/z\n")
    assert names(edit, ini, "attic") == ["z"]
    assert contentsite("trash", ini).out == ""


def test_as_somebody(contentsite, ini, binned, edit):
    result = contentsite("trash", ini, "restore", binned["c"], "--as", "ada")
    assert (result.status, "what others deleted" in result.err) == (1, True)
    assert contentsite("trash", ini, "purge", binned["c"], "--as", "rae").status == 1
    assert contentsite("trash", ini, "purge", "--all", "--as", "ada").status == 1
    assert contentsite("trash", ini, "restore", binned["a"], "--as", "ada").status == 0
    assert contentsite("trash", ini, "restore", binned["c"], "--as", "mia").status == 0
    assert "there is no user" in contentsite("trash", ini, "purge", "--all", "--as", "eve").err
    with edit(ini) as site:
        site.acl = None
    result = contentsite("trash", ini, "restore", binned["b"], "--as", "ada")
    assert "may not add anything to 'News'" in result.err
    with edit(ini) as site:
        people = people_of(site)
        people.enable(people.named("ada"), enabled=False)
    assert "is disabled" in contentsite("trash", ini, "purge", binned["b"], "--as", "ada").err
    assert names(edit, ini) == ["a", "c"]
    assert "restore\t" in contentsite("audit", ini, "--person", "ada").out


def test_it_deletes_for_good(contentsite, ini, binned, edit):
    assert contentsite("trash", ini, "purge", binned["a"]).out == "1 deleted for good\n"
    assert contentsite("trash", ini, "purge", "--expired").out == "0 deleted for good\n"
    assert contentsite("trash", ini, "purge", "--all").out == "2 deleted for good\n"
    with edit(ini) as site:
        assert not any(uid in site.uids() for uid in binned.values())
    assert contentsite("check", ini).status == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("restore",), "name what to restore"),
        (("restore", "a", "b", "--name", "c"), "only one"),
        (("restore", "0" * 32), "there is nothing of the uid"),
        (("purge",), "name what to purge"),
        (("purge", "0" * 32), "there is nothing of the uid"),
    ],
)
def test_what_is_wrong_is_said(contentsite, ini, binned, arguments, words):
    result = contentsite("trash", ini, *arguments)
    assert result.status == 1
    assert words in result.err


def test_into_a_page(contentsite, ini, binned, edit):
    with edit(ini) as site:
        site.add("page", Document(title="P"))
    result = contentsite("trash", ini, "restore", binned["a"], "--into", "/page")
    assert "can hold nothing" in result.err
