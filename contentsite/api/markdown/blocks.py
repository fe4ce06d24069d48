"""Blocks as Markdown: what they say, by the kinds of their fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from contentsite.schema.blocks import Block
from contentsite.tree.node import Node
from contentsite.web.prose import html_of, resolved
from contentsite.web.request import Request

from ..fields.kinds import kind_of
from .escaped import escaped, link
from .words import words_of
from .writer import markdown_of

PROSE: Final = frozenset({"rich_text", "markdown"})


def markdown_of_block(request: Request, node: Node, block: Any) -> Iterator[str]:
    """Yield what a block says: its first line of words as a heading, then its other fields as they come.

    Words that stand before a link are those of the link.
    """
    if not isinstance(block, Block):
        return
    is_headed, words = False, ""
    for name, spec in block.fields().items():
        value = getattr(block, name)
        if not spec.shown or not value:
            continue
        show = kind_of(spec).show
        if spec.kind in PROSE:
            yield markdown_of(resolved(request, html_of(block, name)))
        elif spec.kind == "href":
            address = show(request, node, spec, value) if show else value
            yield link(words or address, address)
            words = ""
        elif spec.kind == "text" and is_headed:
            yield escaped(words)
            words = value
        elif spec.kind == "text":
            is_headed = True
            yield f"## {escaped(value)}"
        else:
            yield ", ".join(words_of(value if show is None else show(request, node, spec, value)))
    yield escaped(words)
