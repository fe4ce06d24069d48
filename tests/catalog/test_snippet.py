"""Snippets: what is marked, where they are cut, and that they are safe."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentsite.catalog.snippet import LENGTH, Marker
from contentsite.catalog.words import read


def marker(words: str, *, is_typing: bool = False, inside: tuple[str, ...] = ()) -> Marker:
    return Marker(read(words, is_typing=is_typing).items, inside)


def test_words_are_marked_as_they_stand() -> None:
    assert marker("CAFE").marked("Ein Café & ein Cafés") == "Ein <mark>Café</mark> &amp; ein Cafés"


def test_phrases_starts_and_insides_are_marked() -> None:
    assert marker('"b c"').marked("a b c b") == "a <mark>b c</mark> b"
    assert marker("ca", is_typing=True).marked("Café") == "<mark>Café</mark>"
    assert marker("tür", inside=("tur",)).marked("Haustür") == "<mark>Haustür</mark>"
    assert marker("東京").marked("京東京東") == "京<mark>東京</mark>東"
    assert marker('"a b"').marked("a a b") == "a <mark>a b</mark>"
    assert marker("東", is_typing=True).marked("東京") == "<mark>東</mark>京"


def test_a_snippet_is_cut_at_words_around_the_first_hit() -> None:
    text = "lead " * 100 + "needle " + "tail " * 100
    found = marker("needle").snippet("", text)
    assert found.startswith("… lead")
    assert found.endswith("tail …")
    assert "<mark>needle</mark>" in found
    assert len(found) < LENGTH + 40


def test_the_first_text_with_a_hit_is_cut() -> None:
    assert marker("b").snippet("a", "b c") == "<mark>b</mark> c"
    assert marker("x").snippet("", "b c") == "b c"
    assert marker("x").snippet("", "") == ""


def test_a_word_that_is_longer_than_a_snippet_does_not_lose_its_mark() -> None:
    word = "x" * 400
    assert f"<mark>{word}</mark>" in marker(word).snippet("a " * 80 + word)


TAG = re.compile(r"</?mark>")


@given(st.text(max_size=60), st.text(alphabet="ab<>&\"' /mark東é", max_size=300))
def test_nothing_but_marks_is_markup(words: str, text: str) -> None:
    for html in (marker(words).marked(text), marker(words, is_typing=True).snippet(text)):
        plain = TAG.sub("", html)
        assert not set(plain) & set("<>\"'")
        assert html.count("<mark>") == html.count("</mark>")


@pytest.mark.parametrize(
    "text", ["A lake, “lakes” and a Seelake", "Am Fluß: flusslake_lake", "lake"]
)
@pytest.mark.parametrize("inside", [(), ("lake",)])
def test_texts_without_signs_are_read_alike_by_both_patterns(
    text: str, inside: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    items = read("lake fluss", is_typing=True).items
    plain = Marker(items, inside).spans(text)
    assert plain
    monkeypatch.setattr("contentsite.catalog.snippet.has_signs", lambda _text: True)
    assert Marker(items, inside).spans(text) == plain
