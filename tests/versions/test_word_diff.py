"""What differs between two texts is shown by words, and is all there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from contentsite.versions.words import CUT, GONE, NEW, SAME, compare_texts, prose_of

TEXTS = st.lists(st.sampled_from(["one", "two", " ", "\n", ".", "ü", "\r\n", "\x85"])).map("".join)


def test_words_and_no_letters() -> None:
    parts = compare_texts("The night train.", "The day train.")
    assert parts == ((SAME, "The "), (GONE, "night"), (NEW, "day"), (SAME, " train."))


def test_what_is_alike_is_left_out() -> None:
    lines = "".join(f"line {n}\n" for n in range(20))
    parts = compare_texts(lines + "old\n", lines + "new\n")
    assert [part.kind for part in parts] == [SAME, CUT, SAME, GONE, NEW, SAME]


def test_prose_has_no_markup() -> None:
    assert prose_of("<h2>A</h2><p>b <b>c</b> &amp; d</p><ul><li>e</li></ul>") == "A\nb c & d\ne"


def test_texts_that_have_nothing_in_common_are_quick() -> None:
    before = " ".join(f"a{n}" for n in range(9_000))
    after = " ".join(f"b{n}" for n in range(9_000))
    assert [part.kind for part in compare_texts(before, after)] == [GONE, NEW]


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_parts(before: str, after: str) -> None:
    parts = compare_texts(before, after)
    assert "".join(part.text for part in parts if part.kind != NEW) == before
    assert "".join(part.text for part in parts if part.kind != GONE) == after
