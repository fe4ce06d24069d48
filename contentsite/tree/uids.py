"""The index of all nodes of a site by uid.

256 BTrees by the uid's first byte, made with the site: writers in different folders would meet in
the buckets of one tree (25 % conflicts with eight writers, measured).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from random import getrandbits
from threading import local
from time import time_ns
from typing import Any, Final

from BTrees.Length import Length
from BTrees.OOBTree import OOBTree
from persistent import Persistent

SHARDS: Final = 256
STRETCH: Final = 1 << 24
"""For so many nanoseconds (17 ms) the new uids of a thread are of one shard."""

_UID: Final = re.compile(r"[0-9a-f]{32}")


class _Stretch(local):
    """The shard that a thread is in, and since when."""

    shard = 0
    since = 0


_stretch: Final = _Stretch()


def new_uid() -> str:
    """Return a uid that no other node has: a random shard, then the time, then chance.

    Nodes made one after the other lie beside each other in one shard: a large load then touches few
    buckets of the index, and few of the shards' upper levels, instead of some for each node. Threads
    are in shards of their own, and change them, so that they seldom meet.
    """
    now = time_ns()
    if not 0 <= now - _stretch.since < STRETCH:
        _stretch.since, _stretch.shard = now, getrandbits(8)
    return f"{_stretch.shard:02x}{now >> 10:014x}{getrandbits(64):016x}"


class UidTaken(ValueError):  # noqa: N818
    """Two nodes would have one uid."""


class UidIndex(Persistent):
    """Maps uid to node."""

    def __init__(self) -> None:
        self._shards: tuple[Any, ...] = tuple(OOBTree() for _ in range(SHARDS))
        self._sizes = tuple(Length() for _ in range(SHARDS))

    def get(self, uid: str) -> Any:
        """Return the node of this uid, or None; also for what is no uid at all."""
        shard = self._shard(uid)
        return None if shard is None else shard.get(uid)

    def __contains__(self, uid: str) -> bool:
        shard = self._shard(uid)
        return shard is not None and uid in shard

    def put(self, uid: str, node: Any) -> None:
        """Note the node under its uid.

        Raises UidTaken when another node has it, ValueError for what is no uid.
        """
        if not _UID.fullmatch(uid):
            raise ValueError(f"{uid!r} is no uid: it has 32 hexadecimal digits")
        number = int(uid[:2], 16)
        if not self._shards[number].insert(uid, node):
            raise UidTaken(f"another node has the uid {uid}")
        self._sizes[number].change(1)

    def put_all(self, nodes: Iterable[tuple[str, Any]]) -> None:
        """Note several nodes; all of them, or none where one raises."""
        done: list[str] = []
        try:
            for uid, node in nodes:
                self.put(uid, node)
                done.append(uid)
        except ValueError:
            for uid in done:
                self.remove(uid)
            raise

    def remove(self, uid: str) -> None:
        """Forget a uid; nothing happens where it is not known."""
        if uid in self:
            number = int(uid[:2], 16)
            del self._shards[number][uid]
            self._sizes[number].change(-1)

    def shard(self, number: int) -> Iterator[tuple[str, Any]]:
        """Yield uid and node of one of the 256 shards."""
        return iter(self._shards[number].items())

    def size(self, number: int) -> int:
        """Return how many nodes a shard has."""
        return self._sizes[number]()

    def __iter__(self) -> Iterator[str]:
        return (uid for shard in self._shards for uid in shard)

    def _shard(self, uid: str) -> Any:
        return self._shards[int(uid[:2], 16)] if _UID.fullmatch(uid) else None
