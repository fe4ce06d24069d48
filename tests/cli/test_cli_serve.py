"""`contentsite serve`, `pserve` and `pshell`: processes of their own, as people start them."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest
from running import call, free_port, running

from contentsite.cli.app import CommandError
from contentsite.cli.serve import _address, _pair

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def development(tmp_path: Path) -> Path:
    """A copy of development.ini, which is another site."""
    return Path(shutil.copy(PROJECT / "development.ini", tmp_path))


def test_from_nothing_a_site_with_sample_content(tmp_path):
    with running("contentsite", "serve", cwd=tmp_path) as site:
        status, page = site.get("/")
        assert status == 200
        assert '<h1 class="hero-head">Fall asleep by the sea.' in page
        assert f"The site is at {site.address} (Ctrl-C ends it)" in site.output.read_text()
        secret = tmp_path / "var" / "secret"
        assert len(secret.read_text()) >= 64
        assert secret.stat().st_mode & 0o077 == 0
        before = secret.read_text()

        second = call("contentsite", "serve", f"http_port={free_port()}", cwd=tmp_path)
        assert second.returncode == 1
        assert "ZEO" in second.stderr
        assert str(site.process.pid) in second.stderr
        assert "Traceback" not in second.stderr

        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        taken = call(
            "contentsite", "serve", f"http_port={site.address.rpartition(':')[2]}", cwd=elsewhere
        )
        assert taken.returncode == 1
        assert (
            f"contentsite: cannot listen at {site.address}: Address already in use" in taken.stderr
        )

        assert site.stop(signal.SIGTERM) == 0
    # the index was written and the lock let go: the site starts again, with the same secret
    assert (tmp_path / "var" / "Data.fs.index").exists()
    with running("contentsite", "serve", cwd=tmp_path) as site:
        assert secret.read_text() == before
        assert site.stop(signal.SIGINT) == 0


def test_from_an_ini_file_whose_copy_is_another_site(development):
    with running("contentsite", "serve", development, cwd=development.parent) as site:
        assert site.get("/")[0] == 200
        assert (development.parent / "var" / "Data.fs").exists()
        assert site.stop() == 0


def test_from_one_file_of_python(tmp_path):
    (tmp_path / "shelf.py").write_text(
        "from contentsite import Document, SiteMade, content\n"
        "@content(template='<h1>{{ context.title }} on the shelf</h1>')\n"
        "class Book(Document):\n    pass\n"
        "def includeme(config):\n    config.scan(__name__)\n    config.add_tree_subscriber(\n"
        "        SiteMade, lambda made: made.node.add('emma', Book(title='Emma')).publish())\n"
    )
    with running("contentsite", "serve", "shelf.py", cwd=tmp_path) as site:
        assert site.get("/emma") == (200, "<h1>Emma on the shelf</h1>")


def test_pserve_takes_the_port_as_well(development):
    with running("pserve", development, cwd=development.parent) as site:
        assert site.get("/")[0] == 200
        assert site.stop() == 0


def test_pshell_gives_the_root(development):
    shell = call(
        "pshell",
        development,
        cwd=development.parent,
        stdin="print('here', type(root).__name__, len(root))\n",
    )
    assert "here Site " in shell.stdout


@pytest.mark.parametrize(
    "command", [("contentsite", "serve"), ("pserve",)], ids=["serve", "pserve"]
)
def test_production_does_not_start_without_a_secret(tmp_path, command):
    file = shutil.copy(PROJECT / "production.ini", tmp_path)
    ended = call(*command, file, cwd=tmp_path)
    assert ended.returncode == 1
    assert "contentsite.security.secret: is missing; make one with: python -c" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "var").exists()


def test_a_variable_without_a_value():
    with pytest.raises(CommandError, match="'http_port' is no KEY=VALUE"):
        _pair("http_port")


@pytest.mark.parametrize(
    ("server", "address"),
    [
        ({"host": "127.0.0.1", "port": "6543"}, "http://127.0.0.1:6543"),
        ({"host": "0.0.0.0", "port": "80"}, "http://127.0.0.1:80"),
        ({}, "http://127.0.0.1:8080"),
        ({"host": "site.example", "port": "80"}, "http://site.example:80"),
    ],
)
def test_the_address_that_is_named(server, address):
    class Loader:
        def get_settings(self, _section: str, _defaults: object) -> dict[str, str]:
            return server

    assert _address(Loader(), {}) == address
