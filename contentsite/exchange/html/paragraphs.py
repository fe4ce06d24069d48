"""Makes paragraphs: loose text in `<p>`, wrappers such as div dissolved, nothing empty left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from contentsite.exchange.html.nodes import (
    CELLS,
    FLOW,
    HEADINGS,
    LINES,
    STRUCTURE,
    WRAPPERS,
    is_blank,
    is_block,
    is_empty,
    trim,
)
from contentsite.exchange.html.tree import Element, Node

_GAP = re.compile(r"(?:\r?\n[ \t]*+){2,}")
_ADDRESS = re.compile(r"https?://[^\s<>\"]{3,2000}", re.IGNORECASE)

_PHRASING = HEADINGS | {"p"}
_END = Element("end")
"""Stands between two runs of inline content that belong to different paragraphs."""


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Gives each block of a body its element. Blank lines divide paragraphs."""

    link: Callable[[str], str | None]
    """Where an address that stands alone leads to."""
    breaks: bool = False
    """Whether the end of a line is a line break, as in WordPress's classic editor."""
    captions: bool = False
    """Whether the title of a picture that stands alone is its caption, as in Markdown."""

    def arrange(self, element: Element) -> None:
        """Put the content of an element in order, and of all elements below it."""
        if element.tag == "pre":
            return
        for child in element.children:
            if isinstance(child, Element):
                if element.tag in _PHRASING and child.tag in CELLS:
                    child.tag = "div"
                self.arrange(child)
        if element.tag in STRUCTURE:
            dissolved = _dissolved(element.children)
            element.children = [child for child in dissolved if not is_blank(child)]
        elif element.tag in FLOW | CELLS | WRAPPERS:
            element.children = self._flow(element)
        else:
            self._line(element)

    def _line(self, element: Element) -> None:
        children = list(_dissolved(element.children))
        if element.tag in _PHRASING and any(map(is_block, children)):
            # the text around what cannot stand in a line stands beside it
            element.tag = "div"
            element.children = self._flow(element)
            return
        if element.tag in LINES:
            children = trim(children)
        if element.tag == "p":
            children = self._alone(children)
        element.children = list(_broken(children)) if self.breaks else children
        if element.tag == "p":
            self._caption(element)

    def _caption(self, paragraph: Element) -> None:
        """Make a figure of a paragraph that is one picture with a title."""
        pictures = [one for one in paragraph.walk() if one.tag == "img"]
        titles = [one.attributes.pop("title", "") for one in pictures]
        if self.captions and len(pictures) == 1 and titles[0] and not paragraph.text().strip():
            paragraph.tag = "figure"
            paragraph.children.append(Element("figcaption", {}, [titles[0]]))

    def _flow(self, element: Element) -> list[Node]:
        runs = list(_runs(_divided(element.children)))
        inline = sum(not is_block(run[0]) for run in runs)
        bare = element.tag in CELLS and inline == 1
        done: list[Node] = []
        for run in runs:
            done += run if is_block(run[0]) else self._paragraph(run, bare)
        return done

    def _paragraph(self, run: list[Node], bare: bool) -> list[Node]:
        children = self._alone(run)
        children = list(_broken(children)) if self.breaks else children
        return children if bare else [Element("p", {}, children)]

    def _alone(self, run: list[Node]) -> list[Node]:
        """Link an address that is all of a paragraph: what was embedded there."""
        if len(run) != 1 or not isinstance(run[0], str):
            return run
        address = run[0].strip()
        target = self.link(address) if _ADDRESS.fullmatch(address) else None
        return [Element("a", {"href": target}, [address])] if target else run


def _dissolved(children: Iterable[Node]) -> Iterator[Node]:
    for child in children:
        if isinstance(child, Element) and child.tag in WRAPPERS:
            yield from child.children
        elif not is_empty(child):
            yield child


def _divided(children: Iterable[Node]) -> Iterator[Node]:
    for child in children:
        if isinstance(child, str):
            for position, part in enumerate(_GAP.split(child)):
                yield from (_END, part) if position else (part,)
        elif child.tag in WRAPPERS:
            yield from (_END, *child.children, _END)
        else:
            yield child


def _runs(nodes: Iterable[Node]) -> Iterator[list[Node]]:
    """Group nodes: each block alone, the inline content between blocks together."""
    run: list[Node] = []
    for node in nodes:
        if node is not _END and not is_block(node):
            if not is_empty(node):
                run.append(node)
            continue
        if trimmed := trim(run):
            yield trimmed
        run = []
        if node is not _END and not is_empty(node):
            yield [node]
    if trimmed := trim(run):
        yield trimmed


def _broken(children: Iterable[Node]) -> Iterator[Node]:
    """Make line ends line breaks, except right after a break or a block."""
    after_break = True
    for child in children:
        if isinstance(child, Element):
            after_break = child.tag == "br" or is_block(child)
            yield child
            continue
        for position, line in enumerate(child.split("\n")):
            if position and not after_break:
                yield Element("br")
            after_break = after_break and not line.strip()
            yield line
