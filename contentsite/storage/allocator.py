"""The C library's memory: as little of it as a process of Python needs."""

from __future__ import annotations

import ctypes
from contextlib import suppress
from typing import Final

_ARENA_MAX: Final = -8
"""The number that `mallopt` of glibc has for how many arenas there may be."""


def be_frugal() -> None:
    """Let all threads share what the C library has asked for, and give back what the start has freed.

    Python's lock lets one thread ask at a time anyway; by default each has 64 MB of addresses to fill bit
    by bit. Other C libraries have no such choice: nothing happens there.
    """
    with suppress(AttributeError, OSError, TypeError):
        library = ctypes.CDLL(None)
        library.mallopt(_ARENA_MAX, 1)
        library.malloc_trim(0)
