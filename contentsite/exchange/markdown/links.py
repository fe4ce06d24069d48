"""Where links and pictures of a Markdown page lead: by file, by folder, by old address."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import SplitResult, urlsplit

from contentsite.exchange.html.rewrite import Shown
from contentsite.exchange.item import UidOf
from contentsite.exchange.markdown.code import code_spans, outside
from contentsite.exchange.markdown.forest import Forest, PageNode
from contentsite.exchange.media import is_image
from contentsite.exchange.name import decode_percent

_OUTSIDE = frozenset({"http", "https", "mailto", "tel", "ftp", "uid"})
_TARGET = re.compile(r"(?P<lead>!?\[[^\[\]\n]{0,500}\]\(\s*)(?P<target>[^\s()<>]+)(?=[\s)])")
_STATIC = ("static", "assets", "content", "docs", "pages", "public", "_posts")
"""Folders whose content a site shows at its top."""


def texts(value: Any) -> tuple[str, ...]:
    """Give the texts of a front matter value that may be one or several."""
    values = value if isinstance(value, list | tuple) else (value,)
    return tuple(str(one).strip() for one in values if isinstance(one, str | int | float))


def old_addresses(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the addresses under which a page's front matter says that it was, as paths."""
    routes = values.get("routes")
    nested = routes if isinstance(routes, dict) else {}
    given = [values.get(key) for key in ("aliases", "alias", "redirect_from", "url", "permalink")]
    given += [nested.get(key) for key in ("aliases", "default", "canonical")]
    paths = (_path_of(text) for value in given if value is not None for text in texts(value))
    return tuple(dict.fromkeys(path for path in paths if path))


def _path_of(text: str) -> str:
    parts = _split(text)
    path = "/" + decode_percent(parts.path).strip("/")
    is_pattern = ":" in path or " " in path
    return "" if path == "/" or parts.scheme or is_pattern else path


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", address, "", "")


class Map:
    """Finds the nodes of a tree by path, by route and by name."""

    def __init__(self, forest: Forest) -> None:
        self._at = {path.casefold(): node for path, node in forest.at.items()}
        self._by_route = {n.route.casefold(): path for path, n in forest.pages.items()}
        self._by_name: dict[str, str] = {}
        for path, node in forest.pages.items():
            for address in old_addresses(node.page.matter.values if node.page else {}):
                self._by_route.setdefault(address.strip("/").casefold(), path)
            for name in (node.name, node.label.words, path.rpartition("/")[2].rpartition(".")[0]):
                self._by_name.setdefault(name.casefold(), path)
        for path in forest.files:
            self._by_name.setdefault(path.rpartition("/")[2].casefold(), path)

    def find(self, path: str) -> str | None:
        """Find what is at a path from the top: a file, a folder, a page's old address."""
        key = posixpath.normpath(path.strip("/").casefold()) if path.strip("/") else ""
        if key.startswith(".."):
            return None
        plain = key.removesuffix(".html").removesuffix("/index")
        for one in (key, f"{key}.md", plain, f"{plain}.md"):
            if found := self._at.get(one) or self._by_route.get(one):
                return found
        return None

    def static(self, path: str) -> str | None:
        """Find a file that the old site showed at its top, as Hugo does with `static/`."""
        return next((found for top in _STATIC if (found := self.find(f"{top}/{path}"))), None)

    def by_name(self, name: str) -> str | None:
        """Find a page or file by its name or title alone, as links in double brackets do."""
        return self.find(name) or self._by_name.get(name.strip().rpartition("/")[2].casefold())


class PageLinks:
    """The `Links` of one page; `missing` collects what leads nowhere."""

    def __init__(self, node: PageNode, forest: Forest, places: Map, uid_of: UidOf) -> None:
        self._node, self._forest, self._places, self._uid_of = node, forest, places, uid_of
        self.missing: list[str] = []

    def link(self, href: str) -> str | None:
        """Give a link by uid, one out of the tree as it is, None where there is nothing."""
        parts = _split(href)
        if parts.scheme in _OUTSIDE or parts.netloc or (not parts.path and parts.fragment):
            return href
        found = self.find(decode_percent(parts.path)) if not parts.scheme else None
        if found is None:
            self.missing.append(href)
            return None
        return self.uid(found) + (f"#{parts.fragment}" if parts.fragment else "")

    def picture(self, img: Mapping[str, str]) -> str | None:
        """Give a picture of the tree by uid, or the address to link to instead."""
        target = self.link(img["src"])
        if target is None or not target.startswith("uid:"):
            return target
        file = self._forest.files.get(self.find(decode_percent(_split(img["src"]).path)) or "")
        return Shown(target) if file is not None and is_image(file.file) else target

    def uid(self, source_id: str) -> str:
        """Give the address of a node."""
        return f"uid:{self._uid_of(source_id)}"

    def wiki(self, name: str) -> str | None:
        """Give the address of what a link in double brackets names, None where there is nothing."""
        beside = self.find(name) if "/" in name else None
        found = beside or self._places.by_name(name)
        return self.uid(found) if found else None

    def find(self, path: str) -> str | None:
        """Find the source_id at a path: by file first, then by the addresses of the old site."""
        tops = self._from_top(path) if path.startswith("/") else self._relative(path)
        found = (self._places.find(one) for one in tops)
        return next((one for one in found if one), None) or self._places.static(path.strip("/"))

    def _from_top(self, path: str) -> Iterator[str]:
        yield path
        if self._node.page is not None:
            top = self._node.page.path.partition("/")[0]
            yield f"{top}{path}"  # a tree of one language, "en/", or of one version

    def _relative(self, path: str) -> Iterator[str]:
        folder = self._node.page.folder if self._node.page else self._node.path
        own, above = self._node.route, self._node.route.rpartition("/")[0]
        for start in (folder, own, above):
            yield posixpath.normpath(posixpath.join(start, path))

    def title(self, source_id: str) -> str:
        """Give the title of a page as far as it is known before the page is read."""
        node = self._forest.pages.get(source_id)
        values = node.page.matter.values if node and node.page else {}
        words = node.label.words if node else source_id.rpartition("/")[2]
        return str(values.get("title") or values.get("menu") or words)


def link_by_uid(text: str, links: PageLinks) -> str:
    """Give Markdown text whose links to pages and files of the tree go by uid; code stays as it is."""

    def one(match: re.Match[str]) -> str:
        return match["lead"] + (links.link(match["target"]) or match["target"])

    pieces = outside(text, code_spans(text))
    return "".join(piece if is_code else _TARGET.sub(one, piece) for is_code, piece in pieces)
