"""Reads a folder of Markdown files: of Grav, Hugo, Jekyll, MkDocs, Obsidian, or of none of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from contentsite.exchange.body import make_body, title_in
from contentsite.exchange.item import Item, Problem, Source, SourceError, UidOf
from contentsite.exchange.markdown_links import Map, PageLinks, old_addresses
from contentsite.exchange.markdown_scan import PageFile, Tree, scan
from contentsite.exchange.markdown_source import Cleaner
from contentsite.exchange.markdown_tree import FileNode, Forest, Grower, PageNode
from contentsite.exchange.markdown_values import Values
from contentsite.exchange.media import is_image, looks_like_image
from contentsite.exchange.text import plain_title

_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def read_markdown(folder: Path, uid_of: UidOf) -> Source:
    """Read all pages of a folder, and the files beside them.

    Raises SourceError where `folder` is none, has no page, or has pages whose front matter is
    broken: the message names each with its line and column.
    """
    if not folder.is_dir():
        raise SourceError(f"{folder}: this is not a folder")
    tree = scan(folder)
    if tree.broken:
        raise SourceError("\n".join(f"{folder}/{place}" for place in tree.broken))
    if not any(tree.pages.values()):
        raise SourceError(f"{folder}: there is no Markdown file (*.md) in this folder")
    return _Reader(tree, uid_of).read()


class _Reader:
    def __init__(self, tree: Tree, uid_of: UidOf) -> None:
        self._tree = tree
        self._uid_of = uid_of
        self._forest: Forest = Grower(tree).grow()
        self._places = Map(self._forest)
        self._owners: dict[str, str] = {}
        self._source = Source(problems=[*tree.problems, *self._forest.problems])

    def read(self) -> Source:
        """Make the items of all pages, then of all files."""
        for node in self._forest.pages.values():
            self._source.items.append(self._page(node))
        for file in self._forest.files.values():
            self._source.items.extend(self._file(file))
        return self._source

    def _page(self, node: PageNode) -> Item:
        values = Values(node)
        title, body, text = self._body(node, values.title)
        kind = values.type or ("Folder" if node.children or node.page is None else "Document")
        if node.children and kind in {"Document", "News Item"}:
            kind = "Folder"
        return Item(
            source_id=node.path,
            parent=node.parent,
            name=node.name,
            type=kind,
            title=title,
            values=dict(_values(kind, values, body)),
            extra=dict(_extra(kind, values)),
            markdown=text,
            published=values.published,
            publish_at=values.publish_at,
            expire_at=values.expire_at,
            created=values.date,
            modified=values.modified,
            creator=values.creator,
            language=values.language,
            aliases=tuple(self._aliases(node)),
        )

    def _body(self, node: PageNode, title: str) -> tuple[str, str, str | None]:
        """Give title and body of a page, and its text in plain Markdown."""
        title = plain_title(title)
        if node.page is None:
            return title or node.label.words or node.name, "", None
        links = PageLinks(node, self._forest, self._places, self._uid_of)
        cleaner = Cleaner(node.page, links, self._tree.is_jekyll, self._tree.is_obsidian)
        text = cleaner.clean()
        markup = _MARKDOWN.render(text)
        title = title or title_in(markup) or node.label.words or node.name
        body = make_body(markup, links, title=title, bare_links=True)
        self._source.problems.extend(_report(node.page, links, cleaner))
        return title, body, text

    def _aliases(self, node: PageNode) -> Iterator[str]:
        """Give the old addresses of a page, without those that another page claimed before."""
        for address in _addresses(node):
            owner = self._owners.setdefault(address.casefold(), node.path)
            if owner == node.path:
                yield address
            else:
                reason = f"the old address {address} leads to {owner} already"
                self._source.problems.append(Problem(node.path, reason))

    def _file(self, node: FileNode) -> Iterator[Item]:
        is_picture = is_image(node.file)
        if not is_picture and looks_like_image(node.file.name):
            reason = "not a picture, whatever its name says: left out"
            self._source.problems.append(Problem(node.path, reason))
            return
        title = node.file.stem.replace("_", " ").replace("-", " ").strip() or node.file.name
        yield Item(
            source_id=node.path,
            parent=node.parent,
            name=node.name,
            type="Image" if is_picture else "File",
            title=title,
            file=node.file,
        )


def _addresses(node: PageNode) -> Iterator[str]:
    if node.page is None:
        return
    yield from old_addresses(node.page.matter.values)
    date = node.label.date
    if date is not None and "_posts" in node.page.folder.split("/"):
        yield f"/{date:%Y/%m/%d}/{node.label.name}.html"


def _values(kind: str, values: Values, body: str) -> Iterator[tuple[str, Any]]:
    yield "description", values.description
    if kind not in {"Link", "File", "Image"}:
        yield "body", body
    if kind != "Folder":
        yield "tags", values.tags
    if kind == "News Item" and values.date is not None:
        yield "date", values.date


def _extra(kind: str, values: Values) -> Mapping[str, Any]:
    extra = dict(values.extra())
    if kind == "Folder" and values.tags:
        extra["tags"] = values.tags
    return extra


def _report(page: PageFile, links: PageLinks, cleaner: Cleaner) -> Iterator[Problem]:
    """Say what a page lost, with the line where it stood."""
    for address in dict.fromkeys(links.missing):
        where = f"{page.path}:{_line(page, address)}"
        yield Problem(where, f"{address} leads to nothing in this folder: its text was kept")
    if cleaner.lost:
        names = ", ".join(f"{name} × {number}" for name, number in cleaner.lost.most_common(20))
        yield Problem(page.path, f"no equivalent here, left out: {names}")


def _line(page: PageFile, needle: str) -> int:
    position = page.matter.text.find(needle)
    return page.matter.line + page.matter.text.count("\n", 0, max(position, 0))
