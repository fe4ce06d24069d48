"""What front matter says of a page, as the fields of an Item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from contentsite.exchange.html.text import describe, one_line
from contentsite.exchange.markdown.date import read_date
from contentsite.exchange.markdown.forest import PageNode, weight
from contentsite.exchange.markdown.keys import (
    FIELDS,
    GALLERIES,
    NEWS,
    PLAIN,
    TYPES,
    USED,
)
from contentsite.exchange.markdown.links import texts
from contentsite.exchange.markdown.showing import (
    asked_sorting,
    is_listed,
    is_true,
    named_pictures,
)


class Values:
    """The front matter of one page, whatever program it was written for."""

    def __init__(self, node: PageNode) -> None:
        self._node = node
        given = node.page.matter.values if node.page else {}
        self._given: Mapping[str, Any] = {key.casefold(): value for key, value in given.items()}
        self._spelled = given

    def text(self, *keys: str) -> str:
        """Give the first of these that is a text or a number."""
        values = (self._given.get(key) for key in keys)
        return next((str(v) for v in values if isinstance(v, str | int | float) and str(v)), "")

    @property
    def title(self) -> str:
        """The title, "" where none is said."""
        return self.text("title", "menu", "linktitle")

    @property
    def description(self) -> str:
        """A summary in plain text."""
        metadata = self._given.get("metadata")
        nested = metadata.get("description") if isinstance(metadata, dict) else None
        said = self.text("description", "summary", "excerpt", "lead")
        return describe(said or (nested if isinstance(nested, str) else ""))

    @property
    def tags(self) -> tuple[str, ...]:
        """Tags and categories, each once."""
        taxonomy = self._given.get("taxonomy")
        groups = list(taxonomy.values()) if isinstance(taxonomy, dict) else []
        keys = ("tags", "tag", "categories", "category")
        groups += [self._given[key] for key in keys if self._given.get(key) is not None]
        once: dict[str, str] = {}
        for group in groups:
            for tag in _split(group):
                once.setdefault(tag.casefold(), tag)
        return tuple(once.values())

    @property
    def date(self) -> datetime | None:
        """The date of the page, from its front matter or its name."""
        said = read_date(self._given.get("date")) or read_date(self._given.get("created"))
        return said or self._node.label.date

    @property
    def publish_at(self) -> datetime | None:
        """When it shall be published; a date in the future counts as that."""
        said = self._first_date("publish_date", "publishdate")
        if said is None and self.date is not None and self.date > datetime.now(UTC):
            return self.date
        return said

    @property
    def expire_at(self) -> datetime | None:
        """When it shall vanish."""
        return self._first_date("unpublish_date", "expirydate")

    @property
    def modified(self) -> datetime | None:
        """When it was last changed."""
        return self._first_date("lastmod", "modified", "last_modified_at", "updated", "updated_at")

    @property
    def published(self) -> bool:
        """Whether it is public; pages in `_drafts` are not."""
        is_draft = "_drafts" in self._node.path.split("/") or is_true(self._given.get("draft"))
        said = self._given.get("published")
        return not is_draft and (said is None or is_true(said))

    @property
    def creator(self) -> str:
        """The author, or the authors with commas between."""
        said = self._given.get("author") or self._given.get("authors")
        several = said if isinstance(said, list) else [said]
        names = (one.get("name", "") if isinstance(one, dict) else one for one in several)
        return one_line(", ".join(str(name) for name in names if isinstance(name, str)))

    @property
    def language(self) -> str:
        """The language, from the front matter or the file's name."""
        return (self.text("lang", "language", "locale") or self._node.language).replace("_", "-")

    @property
    def type(self) -> str:
        """The type that is asked for, "" where none is; Hugo's own kinds are understood."""
        said = self.text("type").strip()
        key = _folded(said)
        if key in TYPES:
            return TYPES[key]
        if key in NEWS or (not said and self._is_news()):
            return "News Item"
        if key in GALLERIES:
            return "Folder"
        return "" if key in PLAIN else said

    @property
    def is_own_type(self) -> bool:
        """Whether the type is none of those that every site has."""
        return self.type != "" and _folded(self.type) not in TYPES

    @property
    def listed(self) -> bool:
        """Whether listings show it."""
        return is_listed(self._given)

    def extra(self) -> Iterator[tuple[str, Any]]:
        """Give what no Item field takes; a page that names a type may give any of its fields."""
        used = USED - FIELDS if self.text("type") and self.type else USED
        for key, value in self._spelled.items():
            is_table = key.casefold() == "files" and isinstance(value, dict)
            if key.casefold() not in used and not is_table:
                yield key, value
        if _folded(self.text("type")) in GALLERIES:
            yield "layout", "gallery"

    def pictures(self) -> Iterator[tuple[str, str]]:
        """Give what may name the picture of the page, where it has no `picture`: key and text."""
        return named_pictures(self._given)

    @property
    def sorting(self) -> str:
        """How the pages below shall stand, "" where nothing says so."""
        return asked_sorting(self._given) or ("newest" if self._is_blog() else "")

    def _is_blog(self) -> bool:
        """Whether all the pages below have dates, and none a place of its own."""
        below = self._node.children
        dated = all(Values(one).date is not None and weight(one) is None for one in below)
        return len(below) > 1 and dated

    def _is_news(self) -> bool:
        page = self._node.page
        if page is None:
            return False
        folders = {part.casefold() for part in page.folder.split("/")}
        in_blog = bool(folders & {"_posts", "posts", "post", "blog", "news"})
        stem = page.stem.partition(".")[0].casefold()
        return (
            self._node.label.date is not None
            or stem == "item"
            or (in_blog and self.date is not None and not self._node.children and stem != "_index")
        )

    def _first_date(self, *keys: str) -> datetime | None:
        dates = (read_date(self._given.get(key)) for key in keys)
        return next((one for one in dates if one), None)


def _folded(text: str) -> str:
    return text.casefold().replace(" ", "").replace("-", "").replace("_", "")


def _split(group: object) -> Iterator[str]:
    """Give the words of one taxonomy: a list, or a text with commas."""
    if isinstance(group, dict):
        return
    for text in texts(group):
        for part in text.split(",") if isinstance(group, str) else (text,):
            if word := one_line(part):
                yield word
