"""HTML of a node as it is shown: links to nodes resolved, headings with ids to link to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape, unescape
from typing import Final, NamedTuple
from urllib.parse import unquote

from contentsite.schema.markdown import render_markdown
from contentsite.schema.typed import Fielded

from .anchors import PREFIX, Ids, heading_slug
from .outline import HEADING, mended, words_of
from .request import Request
from .visible import seen

_LINK = re.compile(r'<a([^>]*?) href="uid:([0-9a-f]{32})([^"]*)"')
_IMAGE = re.compile(r'<img([^>]*?) src="uid:([0-9a-f]{32})[^"]*"([^>]*)>')
_LOCAL = re.compile(r'((?:<a[^>]*? href|<img[^>]*? src)=")(/(?!/|@@static/)[^"]*)')
_ALT = re.compile(r' alt="([^"]*)"')
_HEADING_ID = re.compile(r'<h[1-6] id="([^"]*)"')
_ID = re.compile(r' id="([^"]*)"')
_WIDE = re.compile(r"<(/?)(table|pre)\b([^>]*)>")
_LISTED: Final = ("h2", "h3")


class Heading(NamedTuple):
    """A heading of a text: the id to link to, its words, and "h2" or "h3"."""

    id: str
    title: str
    level: str


def html_of(node: Fielded, name: str) -> str:
    """Return the HTML of a rich text or Markdown field as it was sanitised, links still by uid."""
    value: str = getattr(node, name)
    is_markdown = node.fields()[name].kind == "markdown"
    return render_markdown(value) if is_markdown else value


def resolved(request: Request, html: str) -> str:
    """Return HTML with the links and pictures that are stored by uid as addresses.

    A link to what the visitor may not see loses its address, a picture is replaced by its words.
    """
    if request.past is not None:
        html = _LOCAL.sub(lambda found: found[1] + _inside(request, found[2]), html)
    if "uid:" not in html:
        return html
    html = _LINK.sub(lambda found: _link(request, found), html)
    return _IMAGE.sub(lambda found: _image(request, found), html)


@lru_cache(maxsize=128)
def outlined(html: str) -> tuple[str, tuple[Heading, ...]]:
    """Return sanitised HTML as `with_ids` does, with its headings in order; the last 128 texts are kept."""
    return with_ids(mended(html))


def ids_in(html: str) -> list[str]:
    """Return the ids of the headings of a text that was outlined."""
    return _HEADING_ID.findall(html) if "<h" in html else []


def with_ids(html: str, taken: Iterable[str] = ()) -> tuple[str, tuple[Heading, ...]]:
    """Return HTML whose headings have ids, and the list of those that a list of contents is made of.

    An id is what the author gave, else made of the words; it cannot meet those of the page around,
    nor one that is taken.
    """
    if "<h" not in html:
        return html, ()
    ids = Ids(taken)
    headings: list[Heading] = []

    def mark(found: re.Match[str]) -> str:
        tag, attributes, content = found.groups()
        title, given = words_of(content), _ID.search(attributes)
        key = ids.claim(unescape(given[1]).removeprefix(PREFIX) if given else title)
        if tag in _LISTED:
            headings.append(Heading(key, title, tag))
        return f'<{tag} id="{escape(key)}"{_ID.sub("", attributes)}>{content}</{tag}>'

    return HEADING.sub(mark, html), tuple(headings)


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


def _inside(request: Request, path: str) -> str:
    """Return a path on this site so that it leads on in the past."""
    return request.prefix + path.removeprefix(request.mount)


def _link(request: Request, found: re.Match[str]) -> str:
    node = seen(request, found[2])
    return (
        f"<a{found[1]}"
        if node is None
        else f'<a{found[1]} href="{escape(request.address(node))}{anchor(found[3])}"'
    )


def anchor(rest: str) -> str:
    """Lead a fragment of the source's own to the id that its heading has here."""
    fragment = unquote(unescape(rest))
    if not fragment.startswith("#") or fragment == "#":
        return ""
    return f"#{PREFIX}{escape(heading_slug(fragment[1:].removeprefix(PREFIX)))}"


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
