"""What kind of thing an HTML element is, and whether anything of it can be seen."""

from __future__ import annotations

from contentsite.exchange.html.tree import Element, Node

WRAPPERS = frozenset(
    {"div", "section", "article", "aside", "center", "fieldset", "footer", "form", "header"}
    | {"main", "nav"}
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
STRUCTURE = frozenset(
    {"table", "thead", "tbody", "tfoot", "tr", "ul", "ol", "dl", "colgroup", "figure"}
)
LINES = frozenset({"p", "figcaption", "summary", "caption", "dt", "address"}) | HEADINGS
CELLS = frozenset({"li", "td", "th", "dd"})
FLOW = frozenset({"", "blockquote", "details"})
_BLOCKS = STRUCTURE | LINES | CELLS | FLOW | WRAPPERS | {"pre", "hr"}
_SEEN = frozenset({"hr", "img", "td", "th", "col"})
SPACE = " \t\r\n\f\xa0\u200b\ufeff"


def is_blank(node: Node) -> bool:
    """Whether a node is white space alone."""
    return isinstance(node, str) and not node.strip(SPACE)


def is_block(node: Node) -> bool:
    """Whether a node cannot stand inside a paragraph."""
    return isinstance(node, Element) and (
        node.tag in _BLOCKS or any(is_block(child) for child in node.children)
    )


def is_void(node: Node) -> bool:
    """Whether nothing of a node can be seen; line breaks alone count as nothing."""
    if isinstance(node, str):
        return is_blank(node)
    return node.tag not in _SEEN and all(is_void(child) for child in node.children)


def is_empty(node: Node) -> bool:
    """Whether a node can go without a trace: an empty block, or inline without a space."""
    if isinstance(node, str) or node.tag == "br" or not is_void(node):
        return False
    return is_block(node) or not node.text()


def trim(run: list[Node]) -> list[Node]:
    """Take white space and line breaks from both ends of inline content."""
    start, end = 0, len(run)
    while start < end and is_void(run[start]):
        start += 1
    while end > start and is_void(run[end - 1]):
        end -= 1
    kept = run[start:end]
    if kept and isinstance(kept[0], str):
        kept[0] = kept[0].lstrip(SPACE)
    if kept and isinstance(kept[-1], str):
        kept[-1] = kept[-1].rstrip(SPACE)
    return kept
