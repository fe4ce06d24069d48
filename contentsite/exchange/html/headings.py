"""Headings of a body: the page's template shows the title as h1, so the body has none."""

from __future__ import annotations

from contentsite.exchange.html.text import one_line
from contentsite.exchange.html.tree import Element

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def _same(heading: Element, title: str) -> bool:
    return one_line(heading.text()).casefold() == one_line(title).casefold()


def _remove(root: Element, gone: Element) -> None:
    for element in (root, *root.walk()):
        for position, child in enumerate(element.children):
            if child is gone:
                del element.children[position]
                return


def find_title(root: Element) -> str:
    """Read a title from the headings: the first h1, else the first of all, else ""."""
    headings = [element for element in root.walk() if element.tag in HEADINGS]
    ranked = sorted(headings, key=lambda heading: heading.tag != "h1")
    return next((text for heading in ranked if (text := one_line(heading.text()))), "")


def drop_title(root: Element, title: str) -> None:
    """Remove the first h1, or a heading at the very top, where it says the title again."""
    headings = [element for element in root.walk() if element.tag in HEADINGS]
    first = next((heading for heading in headings if heading.tag == "h1"), None)
    if first is not None and _same(first, title):
        _remove(root, first)
    elif headings and _begins_with(root, headings[0]) and _same(headings[0], title):
        _remove(root, headings[0])


def _begins_with(root: Element, heading: Element) -> bool:
    blocks = (c for c in root.children if isinstance(c, Element) or c.strip())
    return next(blocks, None) is heading
