"""Memory of the C library, where that is glibc."""

from __future__ import annotations

import ctypes

import pytest

from contentsite.storage.allocator import be_frugal


class Library:
    """A C library that notes what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[int, ...]]] = []

    def mallopt(self, *arguments: int) -> int:
        self.asked.append(("mallopt", arguments))
        return 1

    def malloc_trim(self, *arguments: int) -> int:
        self.asked.append(("malloc_trim", arguments))
        return 1


def test_one_arena_and_nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library()
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: library)
    be_frugal()
    assert library.asked == [("mallopt", (-8, 1)), ("malloc_trim", (0,))]


@pytest.mark.parametrize("library", [object(), None])
def test_another_library_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, library: object | None
) -> None:
    def loaded(_name: None) -> object:
        if library is None:
            raise OSError("there is none")
        return library

    monkeypatch.setattr(ctypes, "CDLL", loaded)
    be_frugal()


def test_the_real_one_takes_it() -> None:
    be_frugal()
