"""The examples work as they stand: a site in one file, and a plug-in as a package."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from running import call, running

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture
def recipes(tmp_path):
    """A copy of the plug-in, so that its site's data lie in the test's own folder."""
    ignore = shutil.ignore_patterns("var", "__pycache__", "*.egg-info")
    return Path(shutil.copytree(EXAMPLES / "recipes", tmp_path / "recipes", ignore=ignore))


def test_a_site_in_one_file(tmp_path):
    assert len((EXAMPLES / "library.py").read_text().splitlines()) <= 25
    with running("contentsite", "serve", EXAMPLES / "library.py", cwd=tmp_path) as site:
        status, page = site.get("/middlemarch")
        assert status == 200
        assert "<h1>Middlemarch</h1>" in page
        assert "by George Eliot" in page
        assert "<p>On the second shelf.</p>" in page
        assert site.stop() == 0


def test_the_tests_of_the_plug_in_pass(recipes):
    tested = call(
        "python", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "ignore", ".",
        cwd=recipes, path=recipes,
    )  # fmt: skip
    assert tested.returncode == 0, tested.stdout
    assert "3 passed" in tested.stdout


def test_the_plug_in_serves_what_is_imported(recipes):
    pages = recipes / "pages"
    pages.mkdir()
    (pages / "soup.md").write_text(
        "---\ntitle: Leek soup\ntype: Recipe\ntotal: 40\nworking: 15\n"
        "ingredients: 3 leeks\n---\nCut, simmer, *blend*.\n"
    )
    imported = call("contentsite", "import", "development.ini", "pages", cwd=recipes, path=recipes)
    assert imported.stdout.startswith("1 made"), imported.stdout + imported.stderr
    with running("contentsite", "serve", "development.ini", cwd=recipes, path=recipes) as site:
        status, page = site.get("/soup")
        assert status == 200
        assert "40 minutes, 15 of them work" in page
        assert "<li>3 leeks</li>" in page
        assert site.stop() == 0


def test_one_line_switches_the_plug_in_on():
    keys = (EXAMPLES / "recipes" / "development.ini").read_text().splitlines()
    assert [line for line in keys if "recipes" in line] == ["contentsite.plugins = recipes"]
