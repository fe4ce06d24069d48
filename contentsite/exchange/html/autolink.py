"""Links the bare addresses in a text, as GitHub's and Grav's Markdown do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contentsite.exchange.html.tree import Element, Node

_ADDRESS = re.compile(r"\bhttps?://[^\s<>\"'`|]{2,2000}")
_NOT_IN = frozenset({"a", "code", "pre", "kbd", "samp", "tt"})


def autolink(element: Element) -> None:
    """Make links of the addresses in all text below an element, code and links left alone."""
    new: list[Node] = []
    for child in element.children:
        if isinstance(child, str):
            new.extend(_linked(child) if "://" in child else [child])
            continue
        if child.tag not in _NOT_IN:
            autolink(child)
        new.append(child)
    element.children = new


def _linked(text: str) -> Iterator[Node]:
    position = 0
    for match in _ADDRESS.finditer(text):
        address = match[0].rstrip(".,;:!?*_~\\")
        if "(" not in address:
            address = address.partition(")")[0]
        yield text[position : match.start()]
        yield Element("a", {"href": address}, [address])
        position = match.start() + len(address)
    yield text[position:]
