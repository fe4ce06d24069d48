"""Links within a page: what they called a heading by, and what its id is here.

The page gives each heading an id made of its words, if the author gave it none. Other programs make
ids in other ways, and authors put anchors of their own before headings: links to all of these lead
to the heading.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from contentsite.exchange.html.nodes import HEADINGS
from contentsite.exchange.html.tree import Element
from contentsite.exchange.name import decode_percent
from contentsite.tree.name import slug
from contentsite.web.anchors import Ids, heading_slug

_SIGNS = re.compile(r"[^\w\s-]")
_NUMBER = re.compile(r"[-_]\d{1,2}$")


def settle_anchors(root: Element) -> None:
    """Let links within the page lead to headings; a link to nothing keeps only its text.

    A heading keeps the name that its author gave it, since other pages may link to that.
    """
    elements = list(root.walk())
    targets = _Targets(elements).found
    for link in elements:
        if link.attributes.get("href", "").startswith("#"):
            wanted = _key(decode_percent(link.attributes["href"][1:]))
            target = targets.get(wanted) or targets.get(_NUMBER.sub("", wanted))
            if target:
                link.attributes["href"] = f"#{target}"
            else:
                del link.attributes["href"]


class _Targets:
    """The id of the heading that each id, name or slug stands for; elements are left with no other ids."""

    def __init__(self, elements: list[Element]) -> None:
        self.found: dict[str, str] = {}
        self._ids = Ids()
        self._times = Counter[str]()
        waiting: list[str] = []
        for element in elements:
            if element.tag in HEADINGS and element.text().strip():
                self._add(element, waiting)
                waiting = []
            else:
                waiting += _taken(element)

    def _add(self, heading: Element, before: list[str]) -> None:
        own = [name for one in (heading, *heading.walk()) for name in _taken(one)]
        words = heading.text()
        target = self._ids.claim(own[0] if own else words)
        if own:
            heading.attributes["id"] = target
        names = [*before, *own]
        for key in (*map(_key, names), *self._slugs(words)):
            self.found.setdefault(key, target)

    def _slugs(self, words: str) -> Iterator[str]:
        """Give what GitHub, Python-Markdown, AnchorJS and this product make of the words of a heading."""
        signless = _SIGNS.sub("", words).strip()
        plain = unicodedata.normalize("NFKD", signless).encode("ascii", "ignore").decode()
        forms = (re.sub(r"\s", "-", signless), re.sub(r"[-\s]+", "-", plain))
        for form in dict.fromkeys(
            map(_key, (*forms, heading_slug(words), slug(words, unicode=True)))
        ):
            times = self._times[form]
            self._times[form] += 1
            yield from (f"{form}-{times}", f"{form}_{times}") if times else (form,)


def _taken(element: Element) -> list[str]:
    """Take the names of an element away, and give them."""
    given = [element.attributes.pop(key, "") for key in ("name", "id")]
    return [name for name in given if name]


def _key(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
