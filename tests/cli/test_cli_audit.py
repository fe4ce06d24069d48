"""`contentsite audit`: the audit log on the machine itself."""

from __future__ import annotations

import json

import pytest

from contentsite.cli.app import app_of
from contentsite.security.audit.note import note_failure
from contentsite.types.document import Document
from contentsite.types.folder import Folder


@pytest.fixture
def used(ini, edit):
    """An ini file of a site where something has happened."""
    with edit(ini) as site:
        site.add("news", Folder(title="News"))
    with edit(ini) as site:
        site["news"].add("page", Document(title="Page"))
        site["news"].update({"title": "Other news"})
    with edit(ini) as site:
        site.remove("news")
    with app_of(str(ini)) as app:
        note_failure(app.registry, "mary", "192.0.2.1", "00ff", "wrong password")
    return ini


def test_the_newest_come_first(contentsite, used):
    result = contentsite("audit", used)
    assert (result.status, result.err) == (0, "")
    lines = [line.split("\t") for line in result.out.splitlines()]
    assert [line[1:] for line in lines] == [
        ["mary", "192.0.2.1", "failure", "-", "wrong password"],
        ["-", "-", "delete (2)", "/news", ""],
        ["-", "-", "edit", "/news", "title"],
        ["-", "-", "add", "/news/page", ""],
        ["-", "-", "add", "/news", ""],
    ]
    assert all(line[0].endswith("+00:00") for line in lines)


@pytest.mark.parametrize(
    ("options", "actions"),
    [
        (["--person", "mary"], ["failure"]),
        (["--node", "/news"], ["delete", "edit", "add", "add"]),
        (["--node", "/news/page"], ["add"]),
        (["--action", "edit"], ["edit"]),
        (["--limit", "2"], ["failure", "delete"]),
        (["--limit", "0", "--from", "2020-01-01"], ["failure", "delete", "edit", "add", "add"]),
        (["--to", "2020-01-01"], []),
    ],
)
def test_options(contentsite, used, options, actions):
    result = contentsite("audit", used, "--json", *options)
    found = [json.loads(line) for line in result.out.splitlines()]
    assert [entry["action"] for entry in found] == actions
    assert all({"moment", "who", "path", "address", "number"} <= entry.keys() for entry in found)


def test_a_day_that_is_none(contentsite, used):
    result = contentsite("audit", used, "--from", "yesterday")
    assert result.status == 1
    assert "--from: Must be a day" in result.err


def test_more_than_a_batch(contentsite, ini, edit):
    with edit(ini) as site:
        for number in range(1_100):
            site.add(f"p{number}", Document(title="P"))
    assert len(contentsite("audit", ini, "--limit", 0).out.splitlines()) == 1_100
    assert len(contentsite("audit", ini, "--limit", 700).out.splitlines()) == 700
    assert len(contentsite("audit", ini).out.splitlines()) == 100


def test_an_import_is_one_entry(contentsite, ini, tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(3):
        (pages / f"p{number}.md").write_text(f"---\ntitle: P {number}\n---\nText.\n")
    contentsite("import", ini, pages, "--into", "/concerts")
    contentsite("import", ini, pages, "--into", "/concerts")
    found = [json.loads(line) for line in contentsite("audit", ini, "--json").out.splitlines()]
    assert [(e["action"], e["path"], e["number"], e["detail"]) for e in found] == [
        ("import", "/concerts", 3, "3 made, 0 updated, 0 unchanged"),
        ("add", "/concerts", 1, ""),
    ]
