"""Reads a folder of Markdown files: of Grav, Hugo, Jekyll, MkDocs, Obsidian, or of none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from contentsite.exchange.html.body import make_body, title_in, without_leading
from contentsite.exchange.html.text import plain_title
from contentsite.exchange.item import Item, Problem, Source, SourceError, UidOf
from contentsite.exchange.markdown.blocks import with_markup
from contentsite.exchange.markdown.forest import FileNode, Forest, PageNode
from contentsite.exchange.markdown.grow import Grower
from contentsite.exchange.markdown.links import Map, PageLinks, link_by_uid, old_addresses
from contentsite.exchange.markdown.metadata import FileFacts, Metadata
from contentsite.exchange.markdown.scan import PageFile, Tree, scan
from contentsite.exchange.markdown.source import Cleaner
from contentsite.exchange.markdown.values import Values
from contentsite.exchange.media import is_image
from contentsite.exchange.name import decode_percent

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
        self._metadata = Metadata()
        problems = [*tree.problems, *self._forest.problems]
        self._source = Source(problems=problems, resolve=self._resolve)

    def read(self) -> Source:
        """Make the items of all pages, then of all files."""
        pages = (node for node in self._forest.pages.values() if not node.is_home or node.page)
        self._source.items.extend(map(self._page, pages))
        self._source.items.extend(self._files())
        self._source.problems += [*self._metadata.problems, *self._metadata.unused()]
        return self._source

    def _page(self, node: PageNode) -> Item:
        values = Values(node)
        title, body, text = self._body(node, values)
        kind = _kind(node, values)
        extra = dict(self._extra(kind, node, values))
        if isinstance(picture := extra.get("picture"), str):
            found = self._resolve(node.path, picture)
            body = without_leading(body, f"uid:{self._uid_of(found)}") if found else body
        return Item(
            source_id=node.path,
            parent=node.parent,
            name=node.name,
            type=kind,
            title=title,
            values=dict(_values(kind, values, body)),
            extra=extra,
            markdown=text,
            published=values.published,
            listed=node.listed and values.listed,
            publish_at=values.publish_at,
            expire_at=values.expire_at,
            created=values.date,
            modified=values.modified,
            creator=values.creator,
            language=values.language,
            aliases=tuple(self._aliases(node)),
        )

    def _body(self, node: PageNode, values: Values) -> tuple[str, str, str | None]:
        """Give title and body of a page, and its text in Markdown for a type that may keep it so."""
        title = plain_title(values.title)
        if node.page is None:
            return title or node.label.words or node.name, "", None
        links = self._links(node)
        cleaner = Cleaner(node.page, links, self._tree.is_jekyll, self._tree.is_obsidian)
        text = cleaner.clean()
        markup = _MARKDOWN.render(text)
        title = title or title_in(markup) or node.label.words or node.name
        body = make_body(markup, links, title=title, is_markdown=True)
        self._source.problems.extend(_report(node.page, links, cleaner))
        node.page.forget_text()
        return title, body, link_by_uid(text, links) if values.is_own_type else None

    def _markup(self, node: PageNode) -> Callable[[str], str]:
        """Give what makes HTML of a text that stands in the front matter of a page."""

        def markup(text: str) -> str:
            links = self._links(node)
            body = make_body(_MARKDOWN.render(text), links, is_markdown=True)
            self._source.problems.extend(_missing(node.path, links))
            return body

        return markup

    def _links(self, node: PageNode) -> PageLinks:
        return PageLinks(node, self._forest, self._places, self._uid_of)

    def _resolve(self, source_id: str, text: str) -> str | None:
        node = self._forest.pages.get(source_id)
        return self._links(node).find(decode_percent(text.partition("#")[0])) if node else None

    def _extra(self, kind: str, node: PageNode, values: Values) -> Iterator[tuple[str, Any]]:
        """Give what fits only where the type has such a field."""
        if kind == "Folder" and values.tags:
            yield "tags", values.tags
        if (kind == "Folder" or node.is_home) and values.sorting:
            yield "sorting", values.sorting
        pictures = {} if values.is_own_type else dict(values.pictures())
        found = {key for key, text in pictures.items() if self._is_picture(node, text)}
        for key, value in values.extra():
            if key.casefold() not in found:
                yield key, with_markup(value, self._markup(node)) if key == "blocks" else value
        if found and kind in {"Document", "News Item", "Event"}:
            yield "picture", next(text for key, text in pictures.items() if key in found)

    def _is_picture(self, node: PageNode, text: str) -> bool:
        file = self._forest.files.get(self._resolve(node.path, text) or "")
        return file is not None and is_image(file.file)

    def _aliases(self, node: PageNode) -> Iterator[str]:
        """Give the old addresses of a page, without those that another page claimed before."""
        for address in _addresses(node):
            owner = self._owners.setdefault(address.casefold(), node.path)
            if owner == node.path:
                yield address
            else:
                reason = f"the old address {address} leads to {owner} already"
                self._source.problems.append(Problem(node.path, reason))

    def _files(self) -> Iterator[Item]:
        """Make the items of files, in the order that their folder gives them."""
        facts = {path: self._metadata.of(node) for path, node in self._forest.files.items()}
        for path in sorted(facts, key=lambda path: facts[path].order):
            yield _file(self._forest.files[path], facts[path])


def _kind(node: PageNode, values: Values) -> str:
    kind = values.type or ("Folder" if node.children or node.page is None else "Document")
    is_text = kind in {"Document", "News Item"}
    return "Folder" if is_text and (node.children or node.is_home) else kind


def _file(node: FileNode, facts: FileFacts) -> Item:
    title = node.file.stem.replace("_", " ").replace("-", " ").strip() or node.file.name
    return Item(
        source_id=node.path,
        parent=node.parent,
        name=node.name,
        type="Image" if is_image(node.file) else "File",
        title=facts.title or title,
        values=facts.values,
        file=node.file,
        listed=node.listed if facts.listed is None else facts.listed,
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
    if kind == "News Item" and values.creator:
        yield "byline", values.creator


def _report(page: PageFile, links: PageLinks, cleaner: Cleaner) -> Iterator[Problem]:
    """Say what a page lost, with the line where it stood."""
    yield from _missing(page.path, links, page)
    if cleaner.lost:
        names = ", ".join(f"{name} × {number}" for name, number in cleaner.lost.most_common(20))
        yield Problem(page.path, f"no equivalent here, left out: {names}")


def _missing(path: str, links: PageLinks, page: PageFile | None = None) -> Iterator[Problem]:
    for address in dict.fromkeys(links.missing):
        where = f"{path}:{_line(page, address)}" if page else path
        yield Problem(where, f"{address} leads to nothing in this folder: its text was kept")


def _line(page: PageFile, needle: str) -> int:
    position = page.matter.text.find(needle)
    return page.matter.line + page.matter.text.count("\n", 0, max(position, 0))
