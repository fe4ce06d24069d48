"""Folding, and cutting into words."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentsite.catalog.fold import fold, folded, tokens, words
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


def test_tokens_have_their_places() -> None:
    text = "Ein Café, 東京!"
    found = [(each.word, text[each.start : each.end]) for each in tokens(text)]
    assert found == [("ein", "Ein"), ("cafe", "Café"), ("東", "東"), ("京", "京")]


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
