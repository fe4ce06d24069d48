"""`contentsite new`: what it writes works as it stands."""

from __future__ import annotations

import sys

import pytest
from running import call, running


@pytest.fixture
def here(tmp_path, monkeypatch):
    """The folder that the plug-in is written into."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_it_writes_works_as_it_says(contentsite, here):
    status, out, _err = contentsite("new", "field_notes")
    assert status == 0
    written = [line for line in out.splitlines() if line.startswith("field_notes/")]
    assert "field_notes/field_notes/templates/field_note.jinja2" in written
    assert all((here / name).is_file() for name in written)
    assert "contentsite serve field_notes/development.ini" in out

    tested = call(
        "python", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "ignore", "field_notes",
        cwd=here, path=here / "field_notes",
    )  # fmt: skip
    assert tested.returncode == 0, tested.stdout
    assert "1 passed" in tested.stdout

    with running(
        "contentsite", "serve", "field_notes/development.ini", cwd=here, path=here / "field_notes"
    ) as site:
        assert site.get("/")[0] == 200
        assert site.stop() == 0
    types = call(
        "contentsite", "types", "field_notes/development.ini", cwd=here, path=here / "field_notes"
    )
    assert "FieldNote  (Field Note; field_notes.types.FieldNote)" in types.stdout


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Recipes", "small letters"),
        ("my-recipes", "small letters"),
        ("class", "small letters"),
        ("json", "there is a package 'json' already"),
        ("events", "contentsite has a 'Event' already"),
    ],
)
def test_names_that_would_not_work(contentsite, here, name, why):
    status, _out, err = contentsite("new", name)
    assert status == 1
    assert why in err
    assert list(here.iterdir()) == []


def test_nothing_is_written_over(contentsite, here):
    (here / "recipes").mkdir()
    # the tests of the documents may have read the example of that name
    known = sys.modules.get("recipes")
    status, _out, err = contentsite("new", "recipes")
    assert status == 1
    assert "is there already" in err
    assert sys.modules.get("recipes") is known
