"""Two lists of blocks made from one: nobody's words vanish, and only what both have changed is a clash."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ZODB.broken import Broken

from contentsite.editing.weave import weave
from contentsite.types.blocks import Quote


def quotes(words: str) -> tuple[Quote, ...]:
    return tuple(Quote(words=word) for word in words.split())


def woven(before: str, theirs: str, mine: str, was: list[int | None]) -> str:
    """Return the words of what comes of it; a clash in capitals."""
    threads = weave(quotes(before), quotes(theirs), quotes(mine), was)
    assert threads is not None
    return " ".join(
        each.block.words.upper() if each.is_clash else each.block.words for each in threads
    )


BEFORE = "red-one green-two blue-three"
# what they and I have made of it, what each of mine was, and what comes of it
TABLE: list[tuple[str, str, list[int | None], str]] = [
    (BEFORE, BEFORE, [0, 1, 2], BEFORE),
    ("red-x green-two blue-three", "red-one green-two blue-y", [0, 1, 2], "red-x green-two blue-y"),
    ("red-one green-x blue-three", "red-one green-y blue-three", [0, 1, 2], "red-one GREEN-Y blue-three"),
    ("red-one green-x blue-three", "red-one green-x blue-three", [0, 1, 2], "red-one green-x blue-three"),
    ("red-one blue-three", "red-x green-two blue-three", [0, 1, 2], "red-x blue-three"),
    ("red-one blue-three", "red-one green-y blue-three", [0, 1, 2], "red-one green-y blue-three"),
    ("red-one green-x blue-three", "red-one blue-three", [0, 2], "red-one green-x blue-three"),
    (BEFORE, "red-one blue-three", [0, 2], "red-one blue-three"),
    ("red-one blue-three", "red-one blue-three", [0, 2], "red-one blue-three"),
    ("blue-three red-one green-two", "red-one green-y blue-three", [0, 1, 2], "blue-three red-one green-y"),
    (
        "red-one green-two blue-three new-theirs",
        "blue-three new-mine red-one green-two",
        [2, None, 0, 1],
        "blue-three new-theirs new-mine red-one green-two",
    ),
    ("new-theirs red-one green-two blue-three", f"{BEFORE} new-mine", [0, 1, 2, None], f"new-theirs {BEFORE} new-mine"),
]  # fmt: skip


@pytest.mark.parametrize(("theirs", "mine", "was", "result"), TABLE)
def test_what_comes_of_two(theirs: str, mine: str, was: list[int | None], result: str) -> None:
    assert woven(BEFORE, theirs, mine, was) == result


def test_what_is_not_installed_is_not_put_together() -> None:
    lost: Any = Broken()
    assert weave((lost,), (lost,), (lost,), [0]) is None


@st.composite
def edits(draw: st.DrawFn) -> tuple[list[str], list[int | None]]:
    """What somebody makes of five blocks: moved, removed, changed, added; and what each was."""
    places: list[int | None] = list(draw(st.permutations(range(5))))[: draw(st.integers(0, 5))]
    for _each in range(draw(st.integers(0, 2))):
        places.insert(draw(st.integers(0, len(places))), None)
    changed = draw(st.sets(st.integers(0, 4)))
    made = [
        "new" if place is None else f"{place}{'-changed' if place in changed else ''}"
        for place in places
    ]
    return made, places


@given(edits(), edits())
def test_no_words_that_somebody_wrote_vanish(
    theirs: tuple[list[str], list[int | None]], mine: tuple[list[str], list[int | None]]
) -> None:
    before = [Quote(words=f"stem {place} " * 3) for place in range(5)]

    def blocks(made: tuple[list[str], list[int | None]], who: str) -> list[Quote]:
        return [
            Quote(words=f"{who} {number}")
            if place is None
            else before[place]
            if word == str(place)
            else Quote(words=before[place].words + who)
            for number, (word, place) in enumerate(zip(*made, strict=True))
        ]

    their_blocks, my_blocks = blocks(theirs, "theirs"), blocks(mine, "mine")
    threads = weave(before, their_blocks, my_blocks, mine[1])
    assert threads is not None
    found = [each.block for each in threads]
    clashed = [
        their_blocks[each.theirs] for each in threads if each.is_clash and each.theirs is not None
    ]
    for block in (*their_blocks, *my_blocks):
        if block not in before:
            assert block in (*found, *clashed)
    assert [each.mine for each in threads if each.mine is not None] == [
        *dict.fromkeys(each.mine for each in threads if each.mine is not None)
    ]
