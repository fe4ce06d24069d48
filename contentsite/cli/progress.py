"""Showing how far long work is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TextIO

WIDTH = 30
TERMINAL_PAUSE = 0.1
PLAIN_PAUSE = 5.0


class Progress:
    """Called with (done, total or None, what): writes to the error stream; output stays clean."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._terminal = self._stream.isatty()
        self._next = 0.0
        self._open = False

    def __call__(self, done: int, total: int | None, what: str) -> None:
        """Show how much is done, unless that was shown a moment ago."""
        last = total is not None and done >= total
        now = time.monotonic()
        if now < self._next and not last:
            return
        self._next = now + (TERMINAL_PAUSE if self._terminal else PLAIN_PAUSE)
        if self._terminal:
            self._stream.write("\r\x1b[K" + _bar(done, total, what) + ("\n" if last else ""))
            self._open = not last
        else:
            self._stream.write(
                f"{what}: {done}" + (f" of {total}\n" if total is not None else "\n")
            )
        self._stream.flush()

    def close(self) -> None:
        """End the line of a bar that did not reach its end."""
        if self._open:
            self._stream.write("\n")
            self._open = False


def _bar(done: int, total: int | None, what: str) -> str:
    if not total:
        return f"{what}: {done}"
    filled = WIDTH * done // total
    bar = "#" * filled + "." * (WIDTH - filled)
    return f"[{bar}] {100 * done // total:3d} %  {done} of {total} {what}"
