"""Makes the HTML of a body out of whatever HTML a source has."""

from __future__ import annotations

import re

from contentsite.exchange.html.anchors import settle_anchors
from contentsite.exchange.html.autolink import autolink
from contentsite.exchange.html.headings import drop_title, find_title
from contentsite.exchange.html.nodes import HEADINGS
from contentsite.exchange.html.paragraphs import Paragraphs
from contentsite.exchange.html.rewrite import Links, Rewriter
from contentsite.exchange.html.tree import Element, parse, serialize
from contentsite.web.outline import mended

_ON_OWN_LINE = (
    frozenset({"p", "ul", "ol", "dl", "table", "blockquote", "pre", "figure", "hr", "details"})
    | HEADINGS
)


def title_in(markup: str) -> str:
    """Read the title that a page's own headings give it, "" without headings."""
    return find_title(parse(markup))


def make_body(
    markup: str, links: Links, *, title: str = "", breaks: bool = False, is_markdown: bool = False
) -> str:
    """Make a clean body of HTML from elsewhere.

    Headings begin at h2, skip no level and do not repeat `title`; links and pictures go by uid; what was
    embedded is linked; text stands in paragraphs. `breaks` keeps line ends, as WordPress's classic
    editor does. Of what Markdown gave, addresses in the text become links, and titles of pictures
    their captions.
    """
    root = parse(markup)
    drop_title(root, title)
    settle_anchors(root)
    if is_markdown:
        autolink(root)
    Rewriter(links).rewrite(root)
    Paragraphs(links.link, breaks, is_markdown).arrange(root)
    for element in root.walk():
        if element.tag == "img":
            element.attributes.pop("title", None)
    return mended("\n".join(part for part in map(_line, root.children) if part))


def without_leading(body: str, picture: str) -> str:
    """Take a picture that the page shows beside its title away from the start of a body."""
    return re.sub(rf'^<(p|figure)><img src="{re.escape(picture)}" alt="[^"]*"></\1>\n?', "", body)


def _line(node: Element | str) -> str:
    text = serialize(node)
    is_block = isinstance(node, Element) and node.tag in _ON_OWN_LINE
    return text if is_block else text.strip()
