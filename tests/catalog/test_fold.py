"""Folding, and cutting into words."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentsite.catalog.fold import aligned, fold, folded, words
from contentsite.catalog.words import Item, expression


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Größe", "grosse"),
        ("GRÖSSE", "grosse"),
        ("Café", "cafe"),
        ("Cafe\u0301", "cafe"),
        ("ŁÓDŹ", "lodz"),
        ("Ærø", "aero"),
        ("Ёлка", "елка"),
        ("ＦＵＬＬ", "full"),
        ("ﬁsh", "fish"),
        ("İstanbul", "istanbul"),
        ("plain", "plain"),
    ],
)
def test_fold(text: str, found: str) -> None:
    assert fold(text) == found


def test_scripts_without_spaces_are_cut_into_signs() -> None:
    assert words("東京tower へ") == ["東", "京", "tower", "へ"]
    assert words("e-mail, don't under_score") == ["e", "mail", "don", "t", "under", "score"]


def test_what_is_aligned_is_as_long() -> None:
    text = "Ein Café, STRAßE İ Œuvre 東京 ﬁ Ё"
    assert len(aligned(text)) == len(text)
    assert aligned(text) == "ein cafe, straße i œuvre 東京 ﬁ е"
    assert aligned("PLAIN") == "plain"


def index() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.execute(
        "CREATE VIRTUAL TABLE words USING fts5(text, content='',"
        " tokenize='unicode61 remove_diacritics 0')"
    )
    return db


@given(st.text(max_size=80).filter(lambda text: "\x00" not in text))
def test_each_word_of_a_text_finds_it(text: str) -> None:
    db = index()
    db.execute("INSERT INTO words(rowid, text) VALUES(1, ?)", (folded(text),))
    for word in words(text):
        match = expression(Item((word,)))
        assert db.execute("SELECT rowid FROM words WHERE words MATCH ?", (match,)).fetchall() == [
            (1,)
        ]
    db.close()
