"""Lists of blocks compared: which came, went, moved, and what was changed in which."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentsite.testing import site_app
from contentsite.types.blocks import Cards, Hero, Prose, Quote
from contentsite.types.document import Document
from contentsite.versions import blocks
from contentsite.versions.blocks import compare_blocks, words_of_block
from contentsite.versions.compare import compare
from contentsite.versions.history import values_of, versions_of
from contentsite.versions.words import prose_of

HERO, ONE, TWO, TEXT = (
    Hero(headline="Head"),
    Quote(words="one sentence that stays"),
    Quote(words="another thing altogether"),
    Prose(text="<h2>So</h2><p>Text</p>"),
)


def found(before: Any, after: Any) -> list[tuple[int, str, str, str]]:
    return [
        (inside.place, inside.kind, inside.what, inside.spec.name if inside.spec else "")
        for inside, _old, _new in compare_blocks(before, after)
    ]


def test_what_came_and_went() -> None:
    assert found((HERO,), (HERO, ONE)) == [(2, "quote", "added", "")]
    assert found((HERO, ONE, TEXT), (HERO, TEXT)) == [(2, "quote", "removed", "")]
    assert found((), ()) == []


def test_what_was_moved_is_the_fewest() -> None:
    assert found((HERO, ONE, TEXT), (ONE, TEXT, HERO)) == [(3, "hero", "moved", "")]
    assert found((HERO, ONE, TEXT), (TEXT, HERO, ONE)) == [(1, "text", "moved", "")]


def test_each_block_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(html: str) -> str:
        read.append(html)
        return prose_of(html)

    monkeypatch.setattr(blocks, "prose_of", counted)
    before = tuple(Prose(text=f"<p>One {number}</p>") for number in range(20))
    after = tuple(Prose(text=f"<p>Two {number}</p>") for number in range(20))
    assert {what for _place, _kind, what, _field in found(before, after)} == {"changed"}
    assert len(read) == 40


def test_what_was_changed_in_which_block() -> None:
    changed = Quote(words="one sentence that changes", by="Ada")
    assert found((ONE, TWO), (TWO, changed)) == [
        (1, "quote", "moved", ""),
        (2, "quote", "changed", "words"),
        (2, "quote", "changed", "by"),
    ]
    assert found((ONE, TWO), (changed,)) == [
        (1, "quote", "changed", "words"),
        (1, "quote", "changed", "by"),
        (2, "quote", "removed", ""),
    ]


def test_what_a_block_says() -> None:
    assert words_of_block(TEXT) == "So\nText"
    assert words_of_block(Cards()) == "cards"


@given(st.permutations([HERO, ONE, TWO, TEXT, HERO]), st.permutations([HERO, ONE, TWO, TEXT]))
def test_blocks_that_only_moved_are_told_as_moved(before: Any, after: Any) -> None:
    told = found(before, after)
    assert [each for each in told if each[2] == "removed"] == told[-1:]
    assert {each[2] for each in told[:-1]} <= {"moved"}
    assert len(told) <= 4


def test_versions_have_blocks_and_words_that_differ() -> None:
    with site_app() as (site, browser):
        page = site.add("page", Document(title="Page", blocks=(HERO, ONE)))
        browser.commit()
        page.update({"blocks": (HERO, Quote(words="one sentence that goes"), TEXT)})
        browser.commit()
        last = next(versions_of(page)).number
        words, added = compare(page, 1, last)
        assert words.inside is not None
        assert (words.inside.place, words.kind) == (2, "long_text")
        assert [(each.kind, each.text) for each in words.parts if each.kind != "same"] == [
            ("del", "stays"),
            ("ins", "goes"),
        ]
        assert (added.before, added.after) == (None, TEXT)
        assert added.parts == (("ins", "So\nText"),)
        assert values_of(page, 1)["blocks"] == (HERO, ONE)
