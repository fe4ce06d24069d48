"""Text for people, which is written in English and may be shown in another language.

Whoever writes such a text where it is not shown yet marks it: `_("The page was added.")`. The mark is how
the texts for the catalogues are found, and gives what is to stand in the places of a sentence a way to wait.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Sentence(str):
    """A sentence with values in its places: in English, and all that it takes to say it otherwise.

    It is its English words wherever a plain text is wanted, as in logs and on the command line.
    """

    text: str
    values: Mapping[str, Any]
    plural: str
    number: int
    is_whole: bool
    """Whether it is to have a capital letter and a full stop, in whatever language."""

    def __new__(
        cls,
        text: str,
        values: Mapping[str, Any],
        plural: str = "",
        number: int = 1,
        *,
        is_whole: bool = False,
    ) -> Sentence:
        """Say a text with these values in its places, in its plural form where the number asks for it."""
        form = plural if plural and number != 1 else text
        said = form.format_map({**values})
        made = super().__new__(cls, ended(said) if is_whole else said)
        made.text, made.values, made.plural, made.number = text, values, plural, number
        made.is_whole = is_whole
        return made

    def __str__(self) -> str:
        # an exception's message is a sentence still
        return self

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        # what is stored is plain text: its class must not be needed to read it
        return str, (str.__str__(self),)


def _(text: str, /, **values: Any) -> str:
    """Mark a text for people, and put values in its places: `_("Wait {minutes} minutes.", minutes=5)`."""
    return Sentence(text, values) if values else text


def ngettext(one: str, many: str, number: int, /, **values: Any) -> str:
    """Mark a sentence that depends on a number, which is at hand in it as `{number}`."""
    return Sentence(one, {"number": number, **values}, many, number)


def whole(text: str) -> str:
    """Make a sentence, in whatever language, of words that are a part of one, such as those of an error."""
    if isinstance(text, Sentence):
        return Sentence(text.text, text.values, text.plural, text.number, is_whole=True)
    return Sentence(text.replace("{", "{{").replace("}", "}}"), {}, is_whole=True)


def ended(words: str) -> str:
    """Return words with a capital letter and a full stop."""
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith(('.', '!', '?')) else '.'}"
