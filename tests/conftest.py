"""What tests of all rooms share: a stored site, and modules made for a test."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from admin_site import Admin, admin_site
from stored import Stored


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
