"""A small tree of an HTML fragment, parsed by nh3 (html5ever): well-formed, in linear time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

import nh3

DEEPEST = 60
"""Elements nested deeper than this are flattened, so that no walk recurses too far."""

VOID = frozenset({"br", "hr", "img", "source", "embed", "wbr", "col"})
_ABSENT = frozenset(
    {"script", "style", "noscript", "template", "svg", "math", "select", "textarea"}
)
# fmt: off
_TAGS = frozenset({
    "a", "abbr", "acronym", "address", "article", "aside", "audio", "b", "bdi", "bdo", "big",
    "blockquote", "br", "button", "caption", "center", "cite", "code", "col", "colgroup", "dd",
    "del", "details", "dfn", "div", "dl", "dt", "em", "embed", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i",
    "img", "ins", "kbd", "li", "main", "mark", "nav", "object", "ol", "p", "picture",
    "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "source", "strike",
    "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time",
    "tr", "tt", "u", "ul", "var", "video", "wbr",
})
# fmt: on
# What a frame holds is no markup: one that is not closed would swallow the rest of the text.
_CLOSED_FRAME = re.compile(r"<iframe\b([^<>]{0,4000})>[^<]{0,2000}</iframe\s*>", re.IGNORECASE)
_FRAME = re.compile(r"</?iframe\b", re.IGNORECASE)
_ATTRIBUTES = {
    "*": {"id"},
    "a": {"href", "title", "name"},
    "abbr": {"title"},
    "acronym": {"title"},
    "audio": {"src"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "dfn": {"title"},
    "embed": {"src", "data-src", "title"},
    "img": {
        "src",
        "alt",
        "title",
        "class",
        "width",
        "height",
        "data-src",
        "data-lazy-src",
        "data-original",
    },
    "li": {"value"},
    "object": {"data", "title"},
    "ol": {"start", "reversed", "type"},
    "q": {"cite"},
    "source": {"src"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "video": {"src", "title"},
}
# The second group is that of Grav's streams: kept until the link is looked up and reported.
_SCHEMES = {"http", "https", "mailto", "tel", "ftp", "uid"} | {
    "user", "theme", "themes", "image", "page", "plugin", "plugins", "account", "file",
}  # fmt: skip


@dataclass(slots=True)
class Element:
    """One element; the root of a fragment has the tag ""."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """All elements below this one, in the order of the text."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    def text(self) -> str:
        """The text in this element, tags left out."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


Node = Element | str


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self._open[-1].children.append(element)
            return
        if len(self._open) <= DEEPEST:
            self._open[-1].children.append(element)
            self._open.append(element)
        else:
            self._open.append(self._open[-1])

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def parse(markup: str) -> Element:
    """Parse a fragment; comments, scripts and tags unknown here are left out, their text stays."""
    clean = nh3.clean(
        _FRAME.sub("<embed", _CLOSED_FRAME.sub(r"<embed\1>", markup)),
        tags=set(_TAGS),
        clean_content_tags=set(_ABSENT),
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    builder = _Builder()
    builder.feed(clean)
    builder.close()
    return builder.root


def _pieces(node: Node) -> Iterator[str]:
    if isinstance(node, str):
        yield escape(node, quote=False)
        return
    if node.tag:
        attributes = "".join(f' {name}="{escape(v)}"' for name, v in node.attributes.items())
        yield f"<{node.tag}{attributes}>"
    for child in node.children:
        yield from _pieces(child)
    if node.tag and node.tag not in VOID:
        yield f"</{node.tag}>"


def serialize(node: Node) -> str:
    """Write a tree as HTML."""
    return "".join(_pieces(node))
