"""Moments of bookkeeping, stored as numbers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final, overload

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_STEP: Final = timedelta(microseconds=1)


class Moment:
    """Descriptor for a moment, read in UTC, that is stored as microseconds since 1970.

    A datetime takes ten times as long to pickle, and each node has two.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self._stored = f"_{name}"

    @overload
    def __get__(self, node: None, owner: type) -> Moment: ...

    @overload
    def __get__(self, node: object, owner: type) -> datetime: ...

    def __get__(self, node: object | None, owner: type) -> Moment | datetime:
        if node is None:
            return self
        stored: int = getattr(node, self._stored)
        return EPOCH + stored * _STEP

    def __set__(self, node: Any, moment: datetime) -> None:
        setattr(node, self._stored, (moment - EPOCH) // _STEP)
