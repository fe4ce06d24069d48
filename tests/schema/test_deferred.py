"""Validators of the package's own classes are built when they are first needed, in one thread."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Annotated

import pytest
from pydantic import Field as Limits
from pydantic import ValidationError

from contentsite.schema.fields import Text
from contentsite.schema.typed import Typed, typed

THREADS = 8
FRESH = """
from contentsite.types.document import Document
from contentsite.types.folder import Folder
assert not (Document.__pydantic_complete__ or Folder.__pydantic_complete__)
document = Document(title="One")
assert (Document.__pydantic_complete__, Folder.__pydantic_complete__) == (True, False)
assert Document(title="Two").title == "Two"
"""


def test_the_packages_own_are_built_when_one_is_made() -> None:
    command = [sys.executable, "-W", "ignore", "-c", FRESH]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_those_of_others_are_built_at_once() -> None:
    @typed
    class Other(Typed):
        word: Text = ""

    assert vars(Other)["__pydantic_complete__"]


def test_many_threads_make_the_first_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contentsite.schema.deferred._PACKAGE", __name__)

    @typed
    class Mine(Typed):
        word: Text = ""
        size: Annotated[int, Limits(ge=0)] = 0

    assert not vars(Mine)["__pydantic_complete__"]
    barrier = Barrier(THREADS)

    def make(number: int) -> Mine:
        barrier.wait()
        return Mine(word="a", size=number)

    with ThreadPoolExecutor(THREADS) as pool:
        assert [each.size for each in pool.map(make, range(THREADS))] == [*range(THREADS)]
    with pytest.raises(ValidationError):
        Mine(size=-1)
