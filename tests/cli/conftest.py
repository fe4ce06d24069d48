"""Sites to run commands on: an ini file in a folder of the test's own."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from contentsite.cli.app import app_of, site_of
from contentsite.cli.main import main

PROJECT = Path(__file__).parents[2]

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


class Result(NamedTuple):
    """What a command returned and printed."""

    status: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def _own_signals() -> Iterator[None]:
    """Opening a database sets a handler for SIGTERM: give the test run its own back."""
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.fixture
def ini(tmp_path: Path) -> Path:
    """An ini file of an empty site."""
    file = tmp_path / "site.ini"
    file.write_text(INI)
    return file


@pytest.fixture
def contentsite(capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """Run the command in this process; SystemExit with a message counts as status 1."""

    def run(*arguments: Any) -> Result:
        try:
            status = main([str(argument) for argument in arguments])
            message = ""
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
            message = "" if isinstance(end.code, int) else str(end.code)
        captured = capsys.readouterr()
        return Result(status, captured.out, captured.err + message)

    return run


@contextmanager
def editing(ini: Path) -> Iterator[Any]:
    """Give the site of an ini file; what is changed is stored."""
    with app_of(str(ini)) as app, site_of(app) as site:
        yield site


@pytest.fixture
def edit() -> Any:
    """The function that opens the site of an ini file for changes."""
    return editing


def with_lines(ini: Path, *lines: str) -> Path:
    """Write an ini file like another one, with more lines in its first section for the app."""
    other = ini.with_name("other.ini")
    text = ini.read_text().replace(
        "use = egg:contentsite\n", "use = egg:contentsite\n" + "\n".join(lines) + "\n"
    )
    other.write_text(text)
    return other


@pytest.fixture
def add_lines() -> Any:
    """The function that makes an ini file with more lines."""
    return with_lines
