"""The start of a site prints how to make the first Manager; commands do not."""

from __future__ import annotations

import io
import re

import pytest
from pyramid.paster import get_app
from running import call, running

from contentsite.cli.main import main as command
from contentsite.ini import load_settings
from contentsite.invite import origin
from contentsite.storage.connection import close_databases

INI = """\
[DEFAULT]
http_port = 6543

[app:main]
use = egg:contentsite
zodbconn.uri = datafs://%(here)s/var/Data.fs
contentsite.security.secret = only-for-tests-only-for-tests-only-for-tests

[server:main]
use = egg:waitress#main
host = 127.0.0.1
get port = http_port
asyncore_use_poll = true
"""
LINK = re.compile(r"^http://127\.0\.0\.1:(\d+)(/@@first\?token=[\w-]{43})$", re.MULTILINE)


@pytest.fixture
def ini(tmp_path):
    file = tmp_path / "site.ini"
    file.write_text(INI)
    return file


@pytest.mark.parametrize("server", ["contentsite", "pserve"])
def test_the_start_prints_a_link_that_works(ini, server):
    arguments = ["serve", ini] if server == "contentsite" else [ini]
    with running(server, *map(str, arguments), cwd=ini.parent) as site:
        status, _page = site.get("/")
        assert status == 200
        found = LINK.search(site.output.read_text())
        assert found, site.output.read_text()
        status, page = site.get(found[2])
        assert status == 200
        assert "The first Manager" in page
        assert site.stop() == 0


def test_commands_print_none_and_leave_the_one_that_was_printed(ini):
    ended = call("contentsite", "tree", ini, cwd=ini.parent)
    assert ended.returncode == 0
    assert "@@first" not in ended.stderr + ended.stdout


def test_a_site_prints_one_until_it_has_a_manager(ini, capsys, monkeypatch):
    def started():
        close_databases(get_app(str(ini), "main").registry)
        return capsys.readouterr().err

    first = LINK.search(started())
    assert first
    command(["group", "add", str(ini), "board", "--role", "Manager"])
    second = LINK.search(started())
    assert second
    assert second[2] != first[2]
    monkeypatch.setattr("sys.stdin", io.StringIO("nine owls by the quay\n"))
    command(["user", "add", str(ini), "ada", "--password-stdin"])
    command(["group", "join", str(ini), "board", "ada"])
    capsys.readouterr()
    assert started() == ""


def settings(**ini):
    keys = {key.replace("__", "."): value for key, value in ini.items()}
    secret = {"contentsite.security.secret": "s" * 40}
    return load_settings({**secret, **keys}, {})


@pytest.mark.parametrize(
    ("given", "config", "address"),
    [
        ({}, {"http_port": "6543"}, "http://127.0.0.1:6543"),
        ({}, {}, "http://127.0.0.1:8080"),
        ({"contentsite__web__hosts": "localhost"}, {}, "http://localhost:8080"),
        (
            {"contentsite__web__hosts": "*.example.org www.example.org"},
            {},
            "https://www.example.org",
        ),
        ({"contentsite__site__url": "https://example.org"}, {}, "https://example.org"),
    ],
)
def test_the_address(given, config, address):
    assert origin(settings(**given), config) == address


def test_the_port_is_that_of_the_server(ini):
    config = {"__file__": str(ini), "here": str(ini.parent), "http_port": "7001"}
    assert origin(settings(), config) == "http://127.0.0.1:7001"
    ini.write_text(INI.replace("get port = http_port", "port = 7002"))
    assert origin(settings(), config) == "http://127.0.0.1:7002"
