"""Rewrites the elements of a body: links and pictures by uid, embedded things as links to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Protocol
from urllib.parse import unquote, urlsplit

from contentsite.exchange.html.text import one_line
from contentsite.exchange.html.tree import Element, Node

_GONE = frozenset({"source"})
_BARE = frozenset({"big", "font", "button", "picture", "wbr", "bdi", "bdo"})
_RENAMED = {"acronym": "abbr", "strike": "s", "tt": "code"}
_EMBEDDED = {"video": "src", "audio": "src", "embed": "src", "object": "data"}


class Shown(str):
    """The address of a picture that can be shown in its place; any other address is linked to."""

    __slots__ = ()


class Links(Protocol):
    """Looks up what a body refers to; it keeps its own list of what it does not find."""

    def link(self, href: str) -> str | None:
        """Give the address to link to ("uid:...", "#...", another), None to keep only the text."""

    def picture(self, img: Mapping[str, str]) -> str | None:
        """Give a `Shown` picture, an address to link to instead, or None where there is neither."""


def _file_name(address: str) -> str:
    parts = urlsplit(address)
    return unquote(PurePosixPath(parts.path).name) or parts.netloc or address


def _absolute(address: str) -> str:
    return f"https:{address}" if address.startswith("//") else address.strip()


class Rewriter:
    """Gives for each element what stands in its place."""

    def __init__(self, links: Links) -> None:
        self._links = links

    def rewrite(self, parent: Element, *, linked: bool = False) -> None:
        """Rewrite everything below `parent`, which is itself left alone."""
        new: list[Node] = []
        for child in parent.children:
            new.extend([child] if isinstance(child, str) else self._element(child, linked))
        parent.children = new

    def _element(self, element: Element, linked: bool) -> list[Node]:
        tag = element.tag = _RENAMED.get(element.tag, element.tag)
        if tag in _EMBEDDED:
            return self._embedded(element, linked)
        if tag == "img":
            return self._picture(element, linked)
        if tag == "a":
            return self._link(element, linked)
        self.rewrite(element, linked=linked)
        if tag == "figure":
            return figure(element)
        if tag in {"ul", "ol"} and (pictures := _pictures(element)):
            return pictures
        if tag in _GONE:
            return []
        return element.children if tag in _BARE else [element]

    def _link(self, element: Element, linked: bool) -> list[Node]:
        href = element.attributes.get("href", "")
        target = None if linked or not href else self._links.link(_absolute(href))
        self.rewrite(element, linked=linked or target is not None)
        if target is None or not _content(element):
            return element.children
        element.attributes["href"] = target
        return [element]

    def _picture(self, img: Element, linked: bool) -> list[Node]:
        attributes = img.attributes
        if not attributes.get("src") or attributes["src"].startswith("data:"):
            lazy = ("data-src", "data-lazy-src", "data-original")
            attributes["src"] = next((attributes[n] for n in lazy if n in attributes), "")
        attributes["src"] = _absolute(attributes["src"])
        target = self._links.picture(attributes) if attributes["src"] else None
        alt = one_line(attributes.get("alt", ""))
        if isinstance(target, Shown):
            title = one_line(attributes.get("title", ""))
            return [
                Element("img", {"src": target, "alt": alt, **({"title": title} if title else {})})
            ]
        if target is not None:
            return _instead(target, alt or _file_name(attributes["src"]), linked)
        return [Element("em", {}, [alt])] if alt else []

    def _embedded(self, element: Element, linked: bool) -> list[Node]:
        address = next(_addresses(element), "")
        target = self._links.link(_absolute(address)) if address else None
        if target is None:
            return []
        text = one_line(element.attributes.get("title", "")) or (
            _file_name(address) if target.startswith("uid:") else target
        )
        return [Element("div", {}, _instead(target, text, linked))]


def _addresses(element: Element) -> Iterator[str]:
    for one in (element, *element.walk()):
        for name in (_EMBEDDED.get(one.tag, "src"), "data-src"):
            if one.attributes.get(name, "about:blank") != "about:blank":
                yield one.attributes[name]


def _pictures(gallery: Element) -> list[Node]:
    """Give the figures of a list that is a gallery: one picture an entry, and no text but captions."""
    items = [one for one in gallery.children if isinstance(one, Element)]
    found: list[Node] = []
    for item in items:
        inside = [one for one in item.children if not isinstance(one, str) or one.strip()]
        picture = inside[0] if len(inside) == 1 else None
        if not isinstance(picture, Element) or picture.tag not in {"figure", "img"}:
            return []
        found.append(picture if picture.tag == "figure" else Element("figure", {}, [picture]))
    return found


def _instead(target: str, text: str, linked: bool) -> list[Node]:
    return [text] if linked else [Element("a", {"href": target}, [text])]


def _content(element: Element) -> bool:
    return bool(element.text().strip()) or any(one.tag == "img" for one in element.walk())


def figure(element: Element) -> list[Node]:
    """Give a figure, or what is left of it: without a picture, one link under its caption."""
    tags = {one.tag for one in element.walk()}
    if "figure" in tags:  # a gallery: the figures inside are those that count
        for child in element.children:
            if isinstance(child, Element) and child.tag == "figcaption":
                child.tag = "div"
        return element.children
    if tags & {"img", "table", "pre", "blockquote"}:
        return [element]
    return _captioned(element)


def _captioned(element: Element) -> list[Node]:
    links = [one for one in element.walk() if one.tag == "a"]
    captions = [one for one in element.walk() if one.tag == "figcaption"]
    caption = one_line(captions[0].text()) if captions else ""
    if len(links) == 1 and caption and links[0] not in captions[0].walk():
        return [Element("p", {}, [Element("a", links[0].attributes, [caption])])]
    for one in captions:
        one.tag = "div"
    return [*element.children] if tagged(element) else []


def tagged(element: Element) -> bool:
    """Whether anything of an element can be seen."""
    return _content(element) or any(one.tag == "hr" for one in element.walk())
