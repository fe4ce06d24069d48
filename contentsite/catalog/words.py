"""What somebody typed into a search field: words, "phrases", -exclusions, and a word that is not finished.

Nothing of it reaches the grammar of the index: words are folded and put between quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from .fold import is_sign
from .fold import words as words_of

LONGEST: Final = 500
"""So many characters are read."""
BEGUN: Final = 3
"""From so many letters on there is an index of what words begin with; of titles from one on."""
MOST: Final = 16
"""So many words and phrases are looked for; more are left out."""
_ITEM: Final = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Item:
    """A word, or several that stand beside each other, folded."""

    words: tuple[str, ...]
    is_prefix: bool = False

    @property
    def is_begun(self) -> bool:
        """Tell whether this is a word of which so few letters are typed that it may be one of very many."""
        return self.is_prefix and self.is_word and len(self.words[0]) < BEGUN

    @property
    def is_word(self) -> bool:
        """Tell whether this is one word of a script that has spaces."""
        return len(self.words) == 1 and not is_sign(self.words[0])


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: all items of the first kind, and none of the second."""

    items: tuple[Item, ...] = ()
    without: tuple[Item, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.items or self.without)


def read(text: str, *, is_typing: bool = False) -> Asked:
    """Read what was typed; `is_typing` says that its last word may go on."""
    text = _UNSTORABLE.sub(" ", text[:LONGEST])
    items: list[Item] = []
    without: list[Item] = []
    for found in _ITEM.finditer(text):
        minus, phrase, word = found.groups()
        is_last = is_typing and found.end() == len(text) and phrase is None
        words = tuple(words_of(word if phrase is None else phrase))
        if words:
            (without if minus else items).append(Item(words, is_prefix=is_last and not minus))
    return Asked(tuple(dict.fromkeys(items))[:MOST], tuple(dict.fromkeys(without))[:MOST])


def quoted(words: Iterable[str]) -> str:
    """Return words as the grammar of the index takes a phrase: there is nothing in it but letters and digits."""
    return '"' + " ".join(words) + '"'


def expression(item: Item, others: Iterable[str] = ()) -> str:
    """Return an item in the grammar of the index; `others` are words that may stand for it."""
    own = quoted(item.words) + (" *" if item.is_prefix else "")
    more = [quoted((word,)) for word in others]
    return f"({' OR '.join((own, *more))})" if more else own


def any_of(items: Iterable[Item]) -> str:
    """Return that one of these is there; "" where there are none."""
    return " OR ".join(map(expression, items))


def matching(expressions: Iterable[str], without: Iterable[Item] = ()) -> str:
    """Return what must all be there, without what must not."""
    wanted, refused = " AND ".join(expressions), any_of(without)
    return f"({wanted}) NOT ({refused})" if refused and wanted else wanted
