from __future__ import annotations

import pickle

from contentsite.sentence import Sentence, _, ngettext, whole


def test_a_text_without_values_is_that_text():
    assert type(_("Draft")) is str


def test_a_sentence_is_its_english_words_and_keeps_what_it_is_made_of():
    said = _("{name} has {number} pages", name="Ada", number=3)
    assert said == "Ada has 3 pages"
    assert isinstance(said, Sentence)
    assert (said.text, said.values) == (
        "{name} has {number} pages",
        {"name": "Ada", "number": 3},
    )


def test_the_number_chooses_the_form():
    forms = [
        ngettext("one page of {who}", "{number} pages of {who}", n, who="Ada") for n in (0, 1, 2)
    ]
    assert forms == ["0 pages of Ada", "one page of Ada", "2 pages of Ada"]


def test_the_message_of_an_error_is_a_sentence_still():
    said = str(ValueError(_("at most {most}", most=5)))
    assert isinstance(said, Sentence)
    assert f"{said}!" == "at most 5!"


def test_what_is_stored_is_plain_text():
    said = pickle.loads(pickle.dumps(_("at most {most}", most=5)))
    assert (type(said), said) == (str, "at most 5")


def test_words_become_a_sentence():
    assert whole("it is gone") == "It is gone."
    assert whole("Is it gone?") == "Is it gone?"
    assert whole("no {place}") == "No {place}."
    said = whole(_("at most {most}", most=5))
    assert isinstance(said, Sentence)
    assert (said, said.text) == ("At most 5.", "at most {most}")
