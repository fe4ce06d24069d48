"""`contentsite undo`: what was changed, and one change taken back."""

from __future__ import annotations

import pytest

from contentsite import Document, Folder, move
from contentsite.security.people import people_of
from contentsite.testing import add_user


@pytest.fixture
def changed(edit, ini):
    """A site in which /page was moved into /attic, and then /other edited."""
    with edit(ini) as site:
        site.add("attic", Folder(title="Attic"))
        site.add("page", Document(title="Page"))
        site.add("other", Document(title="Other"))
        for name, role in (("ada", "Editor"), ("rae", "Reader")):
            add_user(site, name, role)
    with edit(ini) as site:
        move(site["page"], site["attic"])
    with edit(ini) as site:
        site["other"].update({"title": "Changed"})


def listed(contentsite, ini, *more):
    result = contentsite("undo", ini, *more)
    assert result.status == 0
    return [line.split("\t") for line in result.out.splitlines()]


def paths(edit, ini):
    with edit(ini) as site:
        return sorted(site), sorted(site["attic"])


def test_it_lists(contentsite, ini, changed):
    lines = listed(contentsite, ini)
    assert [line[2:] for line in lines[:2]] == [
        ["-", "edit", "/other"],
        ["-", "move", "/attic/page"],
    ]
    assert listed(contentsite, ini, "list", "--number", "1") == lines[:1]


def test_it_undoes_and_redoes(contentsite, ini, changed, edit):
    change = listed(contentsite, ini)[1][0]
    dry = contentsite("undo", ini, change, "--dry-run")
    assert (dry.status, dry.out) == (0, "/attic/page: would be undone\n")
    assert paths(edit, ini) == (["attic", "other"], ["page"])
    done = contentsite("undo", ini, change, "--as", "ada")
    assert done.status == 0
    first, redo = done.out.splitlines()
    assert first == "/attic/page: undone"
    assert paths(edit, ini) == (["attic", "other", "page"], [])
    again = contentsite("undo", ini, change)
    assert again.status == 1
    assert again.out.startswith("/attic/page: It was undone already. (ada, ")
    lines = listed(contentsite, ini)
    assert [line[2:4] for line in lines[:3]] == [
        ["ada", "undo"],
        ["-", "edit"],
        ["-", "move (undone)"],
    ]
    assert contentsite("undo", ini, redo.split()[-1]).status == 0
    assert paths(edit, ini) == (["attic", "other"], ["page"])
    assert contentsite("check", ini).status == 0
    assert "undo\t/page" in contentsite("audit", ini, "--person", "ada").out


def test_who_may_not(contentsite, ini, changed, edit):
    change = listed(contentsite, ini)[1][0]
    refused = contentsite("undo", ini, change, "--as", "rae")
    assert (refused.status, "You may not take all of it" in refused.out) == (1, True)
    assert "there is no user" in contentsite("undo", ini, change, "--as", "eve").err
    with edit(ini) as site:
        people = people_of(site)
        people.enable(people.named("ada"), enabled=False)
    assert "is disabled" in contentsite("undo", ini, change, "--as", "ada").err
    assert paths(edit, ini) == (["attic", "other"], ["page"])


@pytest.mark.parametrize("change", ["x", "1-1", "9-99", "1" * 40])
def test_what_there_is_not(contentsite, ini, changed, change):
    result = contentsite("undo", ini, change)
    assert (result.status, "there is no change" in result.err) == (1, True)


def test_too_much(contentsite, ini, edit, monkeypatch):
    monkeypatch.setattr("contentsite.undo.pending.MOST", 1)
    with edit(ini) as site:
        for name in "abc":
            site.add(name, Document(title=name))
    line = listed(contentsite, ini)[0]
    assert line[4] == "(too many to be undone)"
    assert "too many pages" in contentsite("undo", ini, line[0]).err


def test_an_import_is_undone_and_redone(contentsite, ini, edit, tmp_path):
    source = tmp_path / "source"
    (source / "guides").mkdir(parents=True)
    (source / "index.md").write_text("# Top\n\nWords.\n")
    (source / "guides" / "one.md").write_text("# One\n\nWords.\n")
    assert contentsite("import", ini, str(source), "--into", "/docs/new").status == 0
    change, _moment, _who, action, where = listed(contentsite, ini)[0]
    assert (action, where) == ("import", "/docs")
    assert contentsite("undo", ini, change).status == 0
    with edit(ini) as site:
        assert "docs" not in site
    redo = listed(contentsite, ini)[0][0]
    assert contentsite("undo", ini, redo).status == 0
    # the same again changes nothing; other words are a change of their own
    assert contentsite("import", ini, str(source), "--into", "/docs/new").status == 0
    (source / "guides" / "one.md").write_text("# One\n\nOther words.\n")
    assert contentsite("import", ini, str(source), "--into", "/docs/new").status == 0
    lines = listed(contentsite, ini)
    assert [line[3] for line in lines[:3]] == ["import", "redo", "undo (undone)"]
    assert contentsite("undo", ini, lines[0][0]).status == 0
    with edit(ini) as site:
        page = site["docs"]["new"]["guides"]["one"]
        assert "Other" not in page.body
    assert contentsite("check", ini).status == 0
