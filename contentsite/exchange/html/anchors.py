"""Links within a page: what they called a heading by, and what its id is here.

The page gives each heading an id made of its words. Other programs make ids in other ways, and
authors put anchors of their own before headings: links to all of these lead to the heading.
"""

from __future__ import annotations

import re
import unicodedata

from contentsite.exchange.html.nodes import HEADINGS
from contentsite.exchange.html.tree import Element
from contentsite.exchange.name import decode_percent
from contentsite.tree.name import slug

PREFIX = "s-"
"""What ids of headings begin with, so that they meet no other id of the page."""

_SIGNS = re.compile(r"[^\w\s-]")
_NUMBER = re.compile(r"[-_]\d{1,2}$")


def settle_anchors(root: Element) -> None:
    """Let links within the page lead to headings; a link to nothing keeps only its text."""
    elements = list(root.walk())
    links = [one for one in elements if one.attributes.get("href", "").startswith("#")]
    targets = _targets(elements) if links else {}
    for link in links:
        wanted = _key(decode_percent(link.attributes["href"][1:]))
        target = targets.get(wanted) or targets.get(_NUMBER.sub("", wanted))
        if target:
            link.attributes["href"] = f"#{target}"
        else:
            del link.attributes["href"]
    for element in elements:
        element.attributes.pop("id", None)
        element.attributes.pop("name", None)


def _targets(elements: list[Element]) -> dict[str, str]:
    """Give the id of the heading that each id, name or slug stands for."""
    found: dict[str, str] = {}
    waiting: list[str] = []
    for element in elements:
        given = (element.attributes.get(key, "") for key in ("id", "name"))
        waiting += [_key(one) for one in given if one]
        if element.tag in HEADINGS:
            words = element.text()
            target = PREFIX + slug(words, unicode=True)
            for key in (*waiting, *_slugs(words)):
                found.setdefault(key, target)
            waiting = []
    return found


def _slugs(words: str) -> tuple[str, ...]:
    """Give what GitHub, Python-Markdown and this product make of the words of a heading."""
    signless = _SIGNS.sub("", words).strip()
    plain = unicodedata.normalize("NFKD", signless).encode("ascii", "ignore").decode()
    forms = (re.sub(r"\s", "-", signless), re.sub(r"[-\s]+", "-", plain), slug(words, unicode=True))
    return tuple(map(_key, forms))


def _key(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
