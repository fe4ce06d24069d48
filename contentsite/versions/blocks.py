"""What differs between two lists of blocks: which one came, went, moved, and what was changed in which."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from contentsite.schema.blocks import Block
from contentsite.schema.change import same
from contentsite.schema.spec import FieldSpec

from .words import prose_of

ADDED: Final = "added"
REMOVED: Final = "removed"
MOVED: Final = "moved"
CHANGED: Final = "changed"
_READ: Final = 2_000
"""So many characters of a block tell whether another one is the same, changed."""
_WORDS: Final = frozenset({"text", "long_text", "markdown"})


class Inside(NamedTuple):
    """Which block of a field it is about, and what became of it."""

    place: int
    """Counted from 1: where it is, or where it was."""
    kind: str
    """That of the block."""
    what: str
    spec: FieldSpec | None = None
    """The field of the block that was changed."""


Found = tuple[Inside, Any, Any]
"""What it is about, and the values before and after: places of what moved, else blocks or values of a field."""


def compare_blocks(before: Sequence[Any], after: Sequence[Any]) -> Iterator[Found]:
    """Yield what differs, in the order of what there is now; what is gone comes last."""
    old, new = ([each for each in side if isinstance(each, Block)] for side in (before, after))
    pairs = paired(old, new)
    stayed = _in_order([pairs[number] for number in sorted(pairs)])
    for number, block in enumerate(new):
        was = pairs.get(number)
        if was is None:
            yield Inside(number + 1, block.kind, ADDED), None, block
            continue
        if was not in stayed:
            yield Inside(number + 1, block.kind, MOVED), was + 1, number + 1
        for name, spec in block.fields().items():
            values = getattr(old[was], name), getattr(block, name)
            if not same(*values):
                yield Inside(number + 1, block.kind, CHANGED, spec), *values
    for number, block in enumerate(old):
        if number not in pairs.values():
            yield Inside(number + 1, block.kind, REMOVED), block, None


def words_of_block(block: Block) -> str:
    """Return what a block says, a line for each of its texts; its kind where it says nothing."""
    found = []
    for name, spec in block.fields().items():
        value = getattr(block, name)
        if spec.kind == "rich_text":
            found.append(prose_of(value))
        elif spec.kind in _WORDS:
            found.append(value)
    return "\n".join(filter(None, found)) or block.kind


def paired(old: Sequence[Block], new: Sequence[Block]) -> dict[int, int]:
    """Return which of the blocks before each one of now was: the equal ones first, then those most alike."""
    pairs: dict[int, int] = {}
    free = list(range(len(old)))
    for number, block in enumerate(new):
        was = next((each for each in free if old[each] == block), None)
        if was is not None:
            free.remove(was)
            pairs[number] = was
    left = {number: _counted(new[number]) for number in range(len(new)) if number not in pairs}
    before = {was: _counted(old[was]) for was in free}
    alike = [
        (_likeness(before[was], left[number]), -abs(was - number), number, was)
        for number in left
        for was in free
        if old[was].kind == new[number].kind
    ]
    for _likeness_of, _near, number, was in sorted(alike, reverse=True):
        if number not in pairs and was in free:
            free.remove(was)
            pairs[number] = was
    return pairs


def _counted(block: Block) -> Counter[str]:
    return Counter(words_of_block(block)[:_READ].split())


def _likeness(one: Counter[str], two: Counter[str]) -> float:
    """Return how many of the words of both are in both, 0 to 1."""
    return 2 * (one & two).total() / ((one.total() + two.total()) or 1)


def _in_order(places: Sequence[int]) -> set[int]:
    """Return the most places that stand in increasing order: the others were moved."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(tails, place)
        before[place] = tails[at - 1] if at else None
        tails[at : at + 1] = [place]
    found: set[int] = set()
    here = tails[-1] if tails else None
    while here is not None:
        found.add(here)
        here = before[here]
    return found
