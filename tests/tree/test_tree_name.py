"""Names: what is kept, what is refused, and how one is made of a title."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentsite.tree.name import MAX_LENGTH, InvalidName, check_name, free_name, slug


@pytest.mark.parametrize(
    "name",
    ["a", "A b", "a.b", "...", "robots.txt", "edit", "index.html", "%2f", "a\\b", "日本", "-", "~", "a@b", "x" * 200,
     "نامه\u200cای"],
)  # fmt: skip
def test_given_names_are_kept(name):
    assert check_name(name) == name


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "a/b", "/", "a\x00b", "\n", "a\x7f", "a\x85", "a\u2028", "@@edit", "@x", "+x", "++api++", "x" * 201,
     "x" * 300, "\ud800", " ", " a", "a ", "a\u202eb", "\ufeff", "\u200b"],
)  # fmt: skip
def test_what_is_no_name(name):
    with pytest.raises(InvalidName, match="a name") as caught:
        check_name(name)
    assert str(caught.value).isprintable()


def test_names_are_in_form_nfc():
    assert check_name("cafe\u0301") == "caf\u00e9"


@pytest.mark.parametrize(
    ("title", "ascii_only", "unicode"),
    [
        ("Hello, World!", "hello-world", "hello-world"),
        ("Café—Straße", "cafe-strasse", "café-strasse"),
        ("Καλημέρα κόσμε", "kalimera-kosme", "καλημέρα-κόσμε"),
        ("Привет, мир", "privet-mir", "привет-мир"),
        ("日本語", "page", "日本語"),
        ("", "page", "page"),
        ("@@edit", "edit", "edit"),
        ("../..", "page", "page"),
        ("_a_", "a", "a"),
        ("x" * 300, "x" * 100, "x" * 100),
    ],
)
def test_names_of_titles(title, ascii_only, unicode):
    assert slug(title) == ascii_only
    assert slug(title, unicode=True) == unicode


@given(st.text(), st.booleans())
def test_what_is_made_of_any_title_is_a_name(title, unicode):
    name = slug(title, unicode=unicode)
    assert check_name(name) == name
    assert unicode or name.isascii()


@given(st.text())
def test_a_checked_name_is_a_name(name):
    try:
        checked = check_name(name)
    except InvalidName:
        return
    assert check_name(checked) == checked


@given(st.sets(st.integers(2, 40)), st.sampled_from(["a", "b" * 200]))
def test_a_free_name_is_free_and_like_the_wanted_one(numbers, wanted):
    taken = {wanted, *(f"{wanted[: MAX_LENGTH - 12]}-{number}" for number in numbers)}
    name = free_name(wanted, taken)
    assert name not in taken
    assert name.startswith(wanted[: MAX_LENGTH - 12])
    assert len(name) <= MAX_LENGTH


def test_free_names_are_numbered_from_2_and_found_fast():
    class Counted(set):
        asked = 0

        def __contains__(self, name):
            Counted.asked += 1
            return super().__contains__(name)

    taken = Counted()
    for number in range(1, 2000):
        name = free_name("page", taken)
        assert name == ("page" if number == 1 else f"page-{number}")
        taken.add(name)
    assert Counted.asked < 2000 * 25
