"""Makes the HTML of a body out of whatever HTML a source has."""

from __future__ import annotations

from contentsite.exchange.headings import demote, drop_title, find_title
from contentsite.exchange.html_tree import Element, parse, serialize
from contentsite.exchange.paragraphs import Paragraphs
from contentsite.exchange.rewrite import Links, Rewriter

_ON_OWN_LINE = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre figure hr details".split()
)


def title_in(markup: str) -> str:
    """Read the title that a page's own headings give it, "" without headings."""
    return find_title(parse(markup))


def make_body(markup: str, links: Links, *, title: str = "", breaks: bool = False) -> str:
    """Make a clean body of HTML from elsewhere.

    Headings begin at h2 and do not repeat `title`; links and pictures go by uid; embedded things are
    links; text stands in paragraphs. `breaks` keeps line ends, as WordPress's classic editor does.
    """
    root = parse(markup)
    drop_title(root, title)
    demote(root)
    Rewriter(links).rewrite(root)
    Paragraphs(links.link, breaks).arrange(root)
    return "\n".join(part for part in map(_line, root.children) if part)


def _line(node: Element | str) -> str:
    text = serialize(node)
    is_block = isinstance(node, Element) and node.tag in _ON_OWN_LINE
    return text if is_block else text.strip()
