"""Interface text in templates: a text in the language of the page, and what stands in its places."""

from __future__ import annotations

from typing import Any, Final

from markupsafe import Markup, escape
from pydantic_core import to_json

from contentsite.sentence import Sentence

from .asking import asking

_BOLD: Final = Markup("<b>{}</b>")
_CODE: Final = Markup("<code>{}</code>")
_ANCHOR: Final = Markup('<a href="{}">{}</a>')
_WORDS: Final = Markup('<script type="application/json" id="words">{}</script>')


def translate(text: str, /, **values: Any) -> str:
    """Return interface text in the language of the page; values in its places are escaped."""
    catalogue = asking().catalogue
    if values:
        return catalogue.html(text, values)
    return catalogue.translate(text) if type(text) is Sentence else catalogue[text]


def ngettext(one: str, many: str, number: int, /, **values: Any) -> Markup:
    """Return the form of a sentence that goes with a number, which is at hand in it as `{number}`."""
    return asking().catalogue.html_form(one, many, number, values)


def bold(text: Any) -> Markup:
    """Return a text in bold, to be put into a sentence."""
    return _BOLD.format(text)


def code(text: Any) -> Markup:
    """Return a text as code, to be put into a sentence."""
    return _CODE.format(text)


def anchor(address: str, text: Any) -> Markup:
    """Return a link, to be put into a sentence; without an address the text alone."""
    return _ANCHOR.format(address, text) if address else escape(text)


def script_words() -> Markup:
    """Return what scripts say in the language of the page, as a data block; nothing where that is English."""
    said = asking().catalogue.scripts
    if not said:
        return Markup()
    # `<` is escaped, so that no text can end the element
    return _WORDS.format(Markup(to_json(said).decode().replace("<", "\\u003c")))  # noqa: S704


SAYING: Final = {
    "_": translate,
    "ngettext": ngettext,
    "bold": bold,
    "code": code,
    "anchor": anchor,
    "script_words": script_words,
}
