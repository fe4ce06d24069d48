"""The command itself: what it knows, how it ends, and what it says of a wrong ini file."""

from __future__ import annotations

import subprocess

import pytest
from running import BIN

from contentsite.cli import main as command


def test_without_a_command_it_says_how_it_is_called(contentsite):
    status, _out, err = contentsite()
    assert status == 2
    assert "usage: contentsite" in err


def test_help_names_each_command(contentsite):
    status, out, _err = contentsite("--help")
    assert status == 0
    for each in command.COMMANDS:
        assert f"\n    {each} " in out


@pytest.mark.parametrize("each", command.COMMANDS)
def test_each_command_says_what_it_does(contentsite, each):
    status, out, _err = contentsite(each, "--help")
    assert status == 0
    assert command.module_of(each).HELP.split(";")[0] in " ".join(out.split())


def test_an_ini_file_that_is_not_there(contentsite, tmp_path):
    missing = tmp_path / "none.ini"
    assert contentsite("tree", missing) == (1, "", f"contentsite: there is no file {missing}\n")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("nonsense", "is no ini file: File contains no section headers"),
        (
            "[app:main]\nuse = egg:no-such-package\n",
            "package that is not installed: no-such-package",
        ),
        ("[app:other]\nuse = egg:contentsite\n", "No section 'main'"),
        ("[app:main]\nuse = egg:pyramid\n", "Entry point 'main' not found"),
        ("[app:main]\nuse = egg:contentsite\nx = %(nothing)s\n", "Bad value substitution"),
        ("[app:main]\nuse = egg:contentsite\nx = \ufffd\n", "is no ini file"),
    ],
)
@pytest.mark.parametrize("name", ["tree", "serve"])
def test_what_is_wrong_with_an_ini_file_is_said_in_a_line(contentsite, tmp_path, name, text, why):
    file = tmp_path / "wrong.ini"
    file.write_bytes(text.encode("utf-8").replace("\ufffd".encode(), b"\xff"))
    status, out, err = contentsite(name, file)
    assert (status, out) == (1, "")
    assert why in err
    assert "wrong.ini" in err
    assert err.count("\n") == 1


def test_an_error_of_our_own_is_not_taken_for_one_of_the_ini_file(contentsite, ini, monkeypatch):
    def fail(*_: object) -> None:
        raise KeyError("config")

    monkeypatch.setattr("contentsite.cli.app.get_app", fail)
    with pytest.raises(KeyError):
        contentsite("tree", ini)


def test_every_wrong_unknown_and_missing_key_is_in_one_message(contentsite, tmp_path):
    file = tmp_path / "wrong.ini"
    file.write_text(
        "[app:main]\nuse = egg:contentsite\nzodbconn.uri = memory://\n"
        "contentsite.nonsense = 1\ncontentsite.web.max_body = much\n"
        "contentsite.seo.words = x\ncontentsite.web.host = example.org\n"
    )
    status, _out, err = contentsite("tree", file)
    assert status == 1
    listed = [line for line in err.splitlines() if line.startswith("- ")]
    assert len(listed) == 5
    for key in ("nonsense", "web.max_body", "seo.words", "web.host", "security.secret"):
        assert any(line.startswith(f"- contentsite.{key}: ") for line in listed)
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("uri", "why"),
    [("", "is missing"), ("zodbconn.uri = nowhere://x", "nothing here opens 'nowhere://x'")],
)
def test_a_database_that_nobody_can_open(contentsite, tmp_path, uri, why):
    file = tmp_path / "wrong.ini"
    file.write_text(
        f"[app:main]\nuse = egg:contentsite\ncontentsite.security.secret={'s' * 40}\n{uri}"
    )
    status, _out, err = contentsite("tree", file)
    assert status == 1
    assert f"zodbconn.uri: {why}" in err
    assert "datafs://%(here)s/var/Data.fs" in err


def test_a_plug_in_that_is_not_installed(contentsite, ini, add_lines):
    status, _out, err = contentsite("types", add_lines(ini, "contentsite.plugins = no_such_plugin"))
    assert status == 1
    assert err.startswith("contentsite.plugins: there is no module 'no_such_plugin'; install ")
    assert "\n" not in err


def test_a_reader_that_has_seen_enough_is_no_error():
    ended = subprocess.run(
        f"'{BIN}/contentsite' settings | head -n 1; echo ${{PIPESTATUS[0]}}",
        shell=True,
        executable="/bin/bash",
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stdout == "# Settings\n0\n"
    assert ended.stderr == ""


def test_an_interrupted_command_says_so_by_its_status(contentsite, ini, monkeypatch):
    def interrupted(_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command.module_of("tree"), "run", interrupted)
    assert contentsite("tree", ini).status == 130
