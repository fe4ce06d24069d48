"""HTML of a node as it is shown: links to nodes resolved, headings with ids to link to."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import NamedTuple

from contentsite.schema.markdown import render_markdown
from contentsite.tree.name import slug
from contentsite.tree.node import Node

from .request import Request
from .visible import seen

_LINK = re.compile(r'<a([^>]*?) href="uid:([0-9a-f]{32})([^"]*)"')
_IMAGE = re.compile(r'<img([^>]*?) src="uid:([0-9a-f]{32})[^"]*"([^>]*)>')
_ALT = re.compile(r' alt="([^"]*)"')
_HEADING = re.compile(r"<(h[23])((?: [^>]*)?)>(.*?)</\1>", re.DOTALL)
_TAG = re.compile(r'<[^>"]*(?:"[^"]*"[^>"]*)*>')
_WIDE = re.compile(r"<(/?)(table|pre)\b([^>]*)>")


class Heading(NamedTuple):
    """A heading of a text: the id to link to, its words, and "h2" or "h3"."""

    id: str
    title: str
    level: str


def html_of(node: Node, name: str) -> str:
    """Return the stored HTML of a rich text or Markdown field, links still by uid."""
    value: str = getattr(node, name)
    return render_markdown(value) if type(node).fields()[name].kind == "markdown" else value


def resolved(request: Request, html: str) -> str:
    """Return HTML with the links and pictures that are stored by uid as addresses.

    A link to what the visitor may not see loses its address, a picture is replaced by its words.
    """
    if "uid:" not in html:
        return html
    html = _LINK.sub(lambda found: _link(request, found), html)
    return _IMAGE.sub(lambda found: _image(request, found), html)


def with_ids(html: str) -> tuple[str, tuple[Heading, ...]]:
    """Return HTML whose h2 and h3 have ids made of their words, and the list of them.

    The ids cannot meet those of the page around: they have the prefix "s-".
    """
    if "<h2" not in html and "<h3" not in html:
        return html, ()
    headings: dict[str, Heading] = {}

    def mark(found: re.Match[str]) -> str:
        title = _words(found[3])
        base = "s-" + slug(title, unicode=True)
        key = base if base not in headings else f"{base}-{len(headings)}"
        headings[key] = Heading(key, title, found[1])
        return f'<{found[1]} id="{escape(key)}"{found[2]}>{found[3]}</{found[1]}>'

    return _HEADING.sub(mark, html), tuple(headings.values())


def scrollable(html: str) -> str:
    """Return HTML whose tables and code scroll by themselves where the window is narrow, by keyboard, too."""
    if "<table" not in html and "<pre" not in html:
        return html
    depth = 0

    def mark(found: re.Match[str]) -> str:
        nonlocal depth
        end, tag, attributes = found.groups()
        if tag == "pre":
            return found[0] if end else f'<pre tabindex="0"{attributes}>'
        depth += -1 if end else 1
        # the outermost table only: one inside a cell scrolls with it
        if end:
            return found[0] if depth else f"{found[0]}</div>"
        return found[0] if depth > 1 else f'<div class="table" tabindex="0">{found[0]}'

    return _WIDE.sub(mark, html)


def _words(html: str) -> str:
    """Return the words of HTML that has been sanitised."""
    return " ".join(unescape(_TAG.sub("", html)).split())


def _link(request: Request, found: re.Match[str]) -> str:
    node = seen(request, found[2])
    return (
        f"<a{found[1]}"
        if node is None
        else f'<a{found[1]} href="{escape(request.address(node))}{anchor(found[3])}"'
    )


def anchor(rest: str) -> str:
    """Lead a fragment of the source's own to the id that its heading has here."""
    fragment = unescape(rest)
    if not fragment.startswith("#") or fragment == "#":
        return ""
    return "#s-" + escape(slug(fragment[1:].removeprefix("s-"), unicode=True))


def _image(request: Request, found: re.Match[str]) -> str:
    node = seen(request, found[2])
    image = getattr(node, "image", None)
    rest = found[1] + found[3]
    if node is None or image is None:
        words = _ALT.search(rest)
        return f"<em>{words[1]}</em>" if words and words[1] else ""
    size = "" if " width=" in rest else f' width="{image.width}" height="{image.height}"'
    alt = "" if _ALT.search(rest) else f' alt="{escape(getattr(node, "alt", ""))}"'
    address = escape(request.view_address(node, "@@image"))
    return f'<img{found[1]} src="{address}"{found[3]}{size}{alt} loading="lazy">'
