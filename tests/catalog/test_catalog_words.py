"""What somebody typed, read."""

from __future__ import annotations

import pytest

from contentsite.catalog.words import MOST, Item, expression, matching, read


def shown(text: str, *, is_typing: bool = False) -> list[str]:
    asked = read(text, is_typing=is_typing)
    return [
        *(" ".join(each.words) + "*" * each.is_prefix for each in asked.items),
        *("-" + " ".join(each.words) for each in asked.without),
    ]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("", []),
        ("Brot Käse", ["brot", "kase"]),
        ('"frisches Brot" Käse', ["frisches brot", "kase"]),
        ('Brot -Käse -"roter Wein"', ["brot", "-kase", "-roter wein"]),
        ('say "never closed', ["say", "never closed"]),
        ("e-mail", ["e mail"]),
        ("brot BROT", ["brot"]),
        ('-- - "" "-" !', []),
        ('a"b"', ["a", "b"]),
        ("東京", ["東 京"]),
    ],
)
def test_items(text: str, items: list[str]) -> None:
    assert shown(text) == items


def test_the_last_word_may_go_on_while_it_is_typed() -> None:
    assert shown("brot bac", is_typing=True) == ["brot", "bac*"]
    assert shown("brot bac ", is_typing=True) == ["brot", "bac"]
    assert shown('"brot bac"', is_typing=True) == ["brot bac"]
    assert shown("brot -bac", is_typing=True) == ["brot", "-bac"]


def test_there_is_an_end_to_what_is_looked_for() -> None:
    asked = read(" ".join(f"w{number}" for number in range(90)))
    assert len(asked.items) == MOST
    assert len(read("x" * 100_000).items[0].words[0]) == 500


def test_the_grammar_gets_only_quoted_words() -> None:
    assert expression(Item(("and",))) == '"and"'
    assert expression(Item(("a", "b"), is_prefix=True)) == '"a b" *'
    assert expression(Item(("a",)), ("xa", "ya")) == '("a" OR "xa" OR "ya")'
    assert matching(['"a"', '"b"'], [Item(("c",))]) == '("a" AND "b") NOT ("c")'
    assert matching([], [Item(("c",))]) == ""
