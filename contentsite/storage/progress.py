"""How long work tells what it does."""

from typing import Protocol


class Progress(Protocol):
    """Called now and then: so much is done, of so much (None: not known), of this work."""

    def __call__(self, done: int, total: int | None, what: str, /) -> None: ...


def silent(done: int, total: int | None, what: str, /) -> None:
    """Nobody is watching."""
