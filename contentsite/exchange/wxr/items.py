"""Makes items of the entries of a WordPress site."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from contentsite.exchange.html.body import without_leading
from contentsite.exchange.html.text import describe, one_line, plain_title
from contentsite.exchange.item import HOME, Item, Problem
from contentsite.exchange.media import is_image
from contentsite.exchange.wxr.alias import aliases
from contentsite.exchange.wxr.body import BodyMaker
from contentsite.exchange.wxr.date import created, modified, offset_of
from contentsite.exchange.wxr.entry import Entry, Export
from contentsite.exchange.wxr.place import Placing, title_of
from contentsite.exchange.wxr.select import is_public
from contentsite.exchange.wxr.site import Site

_NO_TAGS = frozenset(
    {"post_format", "nav_menu", "language", "post_translations", "term_translations"}
    | {"wp_theme", "wp_template_part_area", "product_type", "product_visibility", "author"}
)
_FIRST = datetime.min.replace(tzinfo=UTC)


def tags_of(entry: Entry) -> tuple[str, ...]:
    """Give the names of an entry's categories, tags and other terms, each once."""
    names = (plain_title(t.name or t.nicename) for t in entry.terms if t.domain not in _NO_TAGS)
    once: dict[str, str] = {}
    for name in names:
        once.setdefault(name.casefold(), name)
    return tuple(name for name in once.values() if name)


class ItemMaker:
    """Makes the items of one export."""

    def __init__(self, export: Export, site: Site, bodies: BodyMaker) -> None:
        self._export = export
        self._site = site
        self._bodies = bodies
        self._offset = offset_of(export.entries)
        self._aliases = aliases(site)
        self._places = Placing(site).place()
        self._above = {parent for parent in self._places.parents.values() if parent}

    def items(self) -> Iterator[Item]:
        """Give all items: pages as the menu has them, posts with the newest first, folders."""
        yield from self._home()
        for entry in sorted(self._placed(), key=self._rank):
            yield self._item(entry)
        for source_id, (name, title) in self._places.folders.items():
            yield Item(
                source_id=source_id,
                parent=None,
                name=name,
                type="Folder",
                title=title,
                values={"sorting": "newest"} if source_id == self._places.posts_in else {},
                # what pages show is found there: no visitor needs to look around in it
                listed=source_id != "media",
                language=self._language(None),
            )

    def _home(self) -> Iterator[Item]:
        """Give what the blog says of itself, for the folder that it comes into."""
        title = plain_title(self._export.channel.get("title", ""))
        if title:
            description = describe(self._export.channel.get("description", ""))
            yield Item(
                source_id=HOME,
                parent=None,
                name="",
                type="Folder",
                title=title,
                values={"description": description} if description else {},
                language=self._language(None),
            )

    def hidden(self) -> Iterator[Problem]:
        """Give the public pages that stand below one that is not public, which hides them."""
        for entry in self._placed():
            above = self._site.entries.get(self._places.parents[entry.id] or "")
            if above is not None and is_public(entry) and not is_public(above):
                reason = f"public, but its parent is not, which hides it: {above.where}"
                yield Problem(entry.where, reason)

    def sticky(self) -> Iterator[Problem]:
        """Say once that posts do not stay on top."""
        found = [entry for entry in self._placed() if entry.get("wp:is_sticky") == "1"]
        if found:
            names = ", ".join(title_of(entry) for entry in found[:10])
            reason = f"{len(found)} sticky: posts stand here by date, none stays on top"
            yield Problem(names, reason)

    def _placed(self) -> list[Entry]:
        return [self._site.entries[number] for number in self._places.parents]

    def _rank(self, entry: Entry) -> tuple[bool, int, bool, float, str]:
        """Order pages by menu and title, posts by date with the sticky ones first."""
        if entry.type != "post":
            return entry.type != "page", entry.order, False, 0.0, title_of(entry).casefold()
        date = created(entry, self._offset) or _FIRST
        return True, 0, entry.get("wp:is_sticky") != "1", -date.timestamp(), entry.id

    def _item(self, entry: Entry) -> Item:
        date, title = created(entry, self._offset), title_of(entry)
        parent = self._places.parents[entry.id]
        return Item(
            source_id=entry.id,
            parent=parent,
            name=self._places.names[entry.id],
            type=self._type(entry),
            title=title,
            values=dict(self._values(entry, title, date)),
            extra=dict(self._extra(entry)),
            file=self._site.files.get(entry.id),
            published=is_public(entry),
            publish_at=date if entry.status == "future" else None,
            created=date,
            modified=modified(entry, self._offset),
            creator=self._author(entry),
            language=self._language(entry) if parent is None or self._own(entry) else "",
            aliases=self._aliases.get(entry.id, ()),
        )

    def _type(self, entry: Entry) -> str:
        if entry.type == "attachment":
            return "Image" if is_image(self._site.files[entry.id]) else "File"
        if entry.id in self._above:
            return "Folder"
        return "News Item" if entry.type == "post" else "Document"

    def _values(self, entry: Entry, title: str, date: datetime | None) -> Iterator[tuple[str, Any]]:
        if entry.type == "attachment":
            yield from self._of_file(entry)
            return
        yield "description", self._bodies.describe(entry)
        yield from self._text(entry, title)
        if self._type(entry) != "Folder":
            yield "tags", tags_of(entry)
        if entry.type == "post":
            yield "byline", self._author(entry)
            yield from (("date", date),) if date else ()
        if entry.id == self._places.posts_in:
            yield "sorting", "newest"

    def _of_file(self, entry: Entry) -> Iterator[tuple[str, Any]]:
        caption = entry.get("excerpt:encoded") or entry.get("content:encoded")
        yield "description", describe(caption)
        if self._type(entry) == "Image":
            yield "alt", plain_title(entry.meta.get("_wp_attachment_image_alt", ""))

    def _text(self, entry: Entry, title: str) -> Iterator[tuple[str, Any]]:
        """Give the body, and the featured image: a folder has no field for it and shows it in its text."""
        body, featured = self._bodies.make(entry, title), self._bodies.featured(entry)
        if featured and self._type(entry) != "Folder":
            yield "picture", featured
            body = without_leading(body, featured)
        elif featured and featured not in body:
            body = f'<figure><img src="{featured}" alt=""></figure>\n{body}'
        yield "body", body

    def _extra(self, entry: Entry) -> Iterator[tuple[str, Any]]:
        if self._type(entry) == "Folder" and tags_of(entry):
            yield "tags", tags_of(entry)

    def _author(self, entry: Entry) -> str:
        login = entry.get("dc:creator").strip("<> ")
        return one_line(self._export.authors.get(login, login))

    def _own(self, entry: Entry) -> str:
        """The language that a multilingual plug-in gave an entry."""
        return next((t.nicename for t in entry.terms if t.domain == "language"), "")

    def _language(self, entry: Entry | None) -> str:
        own = self._own(entry) if entry else ""
        return (own or self._export.channel.get("language", "")).replace("_", "-")
