"""Folding: text as it is compared, without case and accents, and cut into words.

What is searched and what is asked for pass here alike, so that "Muenster" is not "Münster" but "MUNSTER"
and "munster" are. Scripts without spaces between words (Chinese, Japanese, Thai) have each sign
as a word of its own: a word of them is then a phrase, and is found anywhere in a text.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_MARKS: Final = re.compile("[\u0300-\u036f]+")
_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
"""Letters that Unicode does not take apart (case is folded before)."""

UNSPACED: Final = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\u1780-\u17ff"  # Myanmar, Khmer
    "\u3040-\u30ff\u31f0-\u31ff"  # Hiragana, Katakana
    "\uac00-\ud7af"  # Hangul: spaces are there, but endings are written to each word
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # Han
    "\U00020000-\U0003ffff"
)
_SIGN: Final = re.compile(f"[{UNSPACED}]")
LETTER: Final = rf"[^\W_{UNSPACED}]"
"""A letter of a script with spaces."""
PLAIN_LETTER: Final = r"[^\W_]"
"""The same for texts that have only such scripts: it compiles a hundred times as quick."""
WORD: Final = re.compile(
    rf"(?!\W)[{UNSPACED}]|[^\W_{UNSPACED}]+(?:[\u0300-\u036f]+[^\W_{UNSPACED}]*)*"
)
"""A word as it stands in a text: also one sign of a script without spaces."""


def fold(text: str) -> str:
    """Return the text without case, accents and differences of writing (Unicode, NFKC case folding)."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return _MARKS.sub("", apart).casefold().translate(_LETTERS)


def folded(text: str) -> str:
    """Return the text as the index takes it: folded, and each sign of a script without spaces alone."""
    text = fold(text)
    # what SQLite takes for a letter beyond ASCII depends on its version: it gets nothing but words
    return text if text.isascii() else " ".join(_words(text))


def words(text: str) -> list[str]:
    """Return the folded words of a text as the index has them."""
    return _words(fold(text))


def _words(text: str) -> list[str]:
    return WORD.findall(unicodedata.normalize("NFC", text))


def aligned(text: str) -> str:
    """Return the text folded sign by sign, so that each stands where it stood: to find places in it."""
    return text.lower() if text.isascii() else text.translate(_ALIGNED)


class _Aligned(dict[int, str]):
    """What each sign folds to; itself, without case, where that is not one sign."""

    def __missing__(self, sign: int) -> str:
        own = chr(sign)
        found = unicodedata.normalize("NFC", fold(own))
        if len(found) != 1:
            found = own.casefold() if len(own.casefold()) == 1 else own
        self[sign] = found
        return found


_ALIGNED: Final = _Aligned()


def has_signs(text: str) -> bool:
    """Tell whether a text has a sign of a script without spaces."""
    return not text.isascii() and _SIGN.search(text) is not None


def is_sign(word: str) -> bool:
    """Tell whether a word is a single sign of a script without spaces."""
    return len(word) == 1 and _SIGN.match(word) is not None
