"""What tests of all rooms share: a stored site, and modules made for a test."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
import zodburi
from admin_site import Admin, admin_site
from argon2 import PasswordHasher
from hypothesis import HealthCheck, settings
from idle import Idle
from stored import Stored
from ZODB.FileStorage import FileStorage

from contentsite.security import password
from contentsite.storage.collector import settle

# how long an example takes, or the making of one, says nothing on a busy machine
settings.register_profile(
    "unhurried", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("unhurried")


@pytest.fixture(scope="session", autouse=True)
def _no_power_cut() -> Iterator[None]:
    """Have nothing wait for the disk: what is written is read by processes of the same machine.

    The tests of durability count the calls for themselves.
    """
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "fsync", lambda _file: None)
        patched.setattr(sys.modules[FileStorage.__module__], "fsync", lambda _file: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def _ends_by_interrupt() -> None:
    """Have processes take SIGINT, also where this run does not, since a shell put it in the background."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def _settled() -> None:
    """Collect garbage as seldom as a process that serves does, and nothing of what all tests share."""
    settle()


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> Iterator[None]:
    """Have a password cost next to nothing; its own tests take the real parameters."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(password, "HASHER", PasswordHasher(1, 16, 1))
        patched.setattr(password, "NOBODYS", password._random_hash())
        yield


@pytest.fixture(scope="session", autouse=True)
def _packages_read_once() -> Iterator[None]:
    """Look once for what opens a database: for each site the notes of all packages would be read."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(zodburi, "entry_points", cache(zodburi.entry_points))
        yield


@pytest.fixture(scope="session", autouse=True)
def _idle_applications() -> Iterator[Idle]:
    """Have applications that a test is done with used again."""
    idle = Idle()
    with pytest.MonkeyPatch.context() as patched:
        idle.patch(patched)
        yield idle


@pytest.fixture(autouse=True)
def _configured_apart(request: pytest.FixtureRequest, _idle_applications: Idle) -> Iterator[None]:
    """Give a test that replaces something an application of its own: it may be configured of that."""
    _idle_applications.is_off = "monkeypatch" in request.fixturenames
    yield
    _idle_applications.is_off = False


@pytest.fixture
def admin() -> Iterator[Admin]:
    """A site with people of each role; an Editor is signed in."""
    with admin_site("every_field") as found:
        found.be("editor")
        yield found


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[Stored]:
    """A new site, looked at with an empty cache."""
    found = Stored(tmp_path)
    yield found
    found.close()


@pytest.fixture(params=["warm", "cold", "reopened"])
def seen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stored]:
    """A new site, looked at in each way."""
    found = Stored(tmp_path, request.param)
    yield found
    found.close()


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], ModuleType]:
    """Make a module of its source; `del sys.modules[...]` takes it away."""

    def make(name: str, source: str) -> ModuleType:
        made = ModuleType(name)
        monkeypatch.setitem(sys.modules, name, made)
        exec(compile(source, f"{name}.py", "exec"), vars(made))
        return made

    return make
