"""What the two indexes of the trash do not agree about; and making them anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ZODB.POSException import POSKeyError

from .missing import uid_of
from .trash import Trash


class Stray(NamedTuple):
    """An item of the trash that is not where it should be: where its node once stood, and what is wrong."""

    path: str
    problem: str


def strays(trash: Trash) -> Iterator[Stray]:
    """Yield each item that only one of the indexes has, that is under a wrong key, or that cannot be read."""
    for key, item in trash._times.items():
        try:
            if key != item.time_key or trash._items.get(item.uid) is not item:
                yield Stray(item.path, "the trash has it by time, but not by uid")
            elif uid_of(item.node) != item.uid:
                yield Stray(item.path, "the trash has it by another uid than it has")
        except POSKeyError:
            yield Stray("", "an item of the trash cannot be read: a record is missing")
    for item in trash._items.values():
        try:
            if trash._times.get(item.time_key) is not item:
                yield Stray(item.path, "the trash has it by uid, but not by time")
        except POSKeyError:
            yield Stray("", "an item of the trash cannot be read: a record is missing")


def put_anew(trash: Trash) -> None:
    """Put each item that can be read under the uid of its node and its time, and let go of all others."""
    found = {id(item): item for index in (trash._times, trash._items) for item in index.values()}
    trash._items.clear()
    trash._times.clear()
    for item in found.values():
        try:
            item.uid = uid_of(item.node)
        except POSKeyError:
            continue
        if item.uid not in trash._items:
            trash.put(item)
