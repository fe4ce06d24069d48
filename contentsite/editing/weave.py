"""Two lists of blocks that were made from one: what was changed, added, moved and removed in either, in one list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from contentsite.schema.blocks import Block
from contentsite.versions.blocks import paired

BEFORE: Final = "before"
THEIRS: Final = "theirs"
MINE: Final = "mine"
Key = tuple[str, int]
"""In which of the three lists a block stood first, and where."""


class Thread(NamedTuple):
    """A block of the list that comes of it."""

    block: Any
    mine: int | None
    """Which of mine it is, None for what the other has made of it, or added."""
    theirs: int | None
    """Which of the other's it stands for, None for none."""
    is_clash: bool = False
    """Whether both have changed it: it is mine, until one has chosen."""


def weave(
    before: Sequence[Any], theirs: Sequence[Any], mine: Sequence[Any], was: Sequence[int | None]
) -> tuple[Thread, ...] | None:
    """Return the blocks of both; None where one of them is of a class that is not installed.

    `was` tells for each of mine which one before it comes from, None for a new one. What one of the two has
    changed outlives that the other removed it: nobody's words vanish. Of two orders mine counts.
    """
    if not all(isinstance(each, Block) for each in (*before, *theirs, *mine)):
        return None
    return tuple(_Loom(before, theirs, mine, was).threads())


class _Loom:
    def __init__(
        self, before: Sequence[Any], theirs: Sequence[Any], mine: Sequence[Any], was: Sequence[Any]
    ) -> None:
        self._before, self._theirs, self._mine = before, theirs, mine
        pairs = paired(before, theirs)
        self._their_keys = [_key(THEIRS, n, pairs.get(n)) for n in range(len(theirs))]
        self._my_keys = [_key(MINE, n, place) for n, place in enumerate(was)]

    def threads(self) -> Iterator[Thread]:
        for key in self._order():
            thread = self._thread(key)
            if thread is not None:
                yield thread

    def _order(self) -> list[Key]:
        """Return all blocks: in my order where I have moved some, else in theirs; the rest behind its neighbours."""
        kept = [place for kind, place in self._my_keys if kind == BEFORE]
        have_moved = kept != sorted(kept)
        leading, other = self._my_keys, self._their_keys
        if not have_moved:
            leading, other = other, leading
        found = [*leading]
        for number, key in enumerate(other):
            if key not in found:
                behind = (found.index(each) for each in other[:number][::-1] if each in found)
                found.insert(next(behind, -1) + 1, key)
        return found

    def _thread(self, key: Key) -> Thread | None:
        """Return what becomes of a block; None where it is removed."""
        mine, theirs = _at(self._my_keys, key), _at(self._their_keys, key)
        was = self._before[key[1]] if key[0] == BEFORE else None
        my_block = was if mine is None else self._mine[mine]
        their_block = was if theirs is None else self._theirs[theirs]
        if my_block == was:
            is_gone = theirs is None or (mine is None and their_block == was)
            return None if is_gone else Thread(their_block, None, theirs)
        if their_block in (was, my_block):
            return Thread(my_block, mine, theirs)
        return Thread(my_block, mine, theirs, is_clash=True)


def _key(kind: str, number: int, place: int | None) -> Key:
    return (kind, number) if place is None else (BEFORE, place)


def _at(keys: Sequence[Key], key: Key) -> int | None:
    return keys.index(key) if key in keys else None
