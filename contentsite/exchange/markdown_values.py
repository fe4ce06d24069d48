"""What front matter says of a page, as the fields of an Item."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime
from typing import Any

from contentsite.exchange.markdown_links import listed
from contentsite.exchange.markdown_tree import PageNode
from contentsite.exchange.text import describe, one_line

TYPES = {
    name.casefold().replace(" ", ""): name
    for name in ("Document", "News Item", "Folder", "Image", "File", "Event", "Link")
}
_NEWS = frozenset({"post", "posts", "blog", "blogpost", "article", "news", "item"})
_NO_TYPES = frozenset(
    {"page", "pages", "doc", "docs", "default", "section", "home", "book", "list", "single"}
    | {"chapter", "index", "about", "landing", "homepage", "website"}
)
_FORMATS = ("%Y-%m-%d %H:%M:%S %z", "%Y-%m-%d %H:%M", "%d-%m-%Y %H:%M", "%d-%m-%Y", "%Y/%m/%d")
_USED = frozenset(
    {"title", "menu", "linktitle", "description", "summary", "excerpt", "lead", "date", "published"}
    | {
        "draft",
        "publish_date",
        "publishdate",
        "unpublish_date",
        "expirydate",
        "lastmod",
        "modified",
    }
    | {"last_modified_at", "updated", "tags", "tag", "categories", "category", "keywords", "slug"}
    | {"taxonomy", "url", "permalink", "alias", "aliases", "routes", "redirect_from", "author"}
    | {"authors", "lang", "language", "locale", "weight", "nav_order", "menu_order", "order"}
    | {"sidebar_position", "position", "type", "process", "layout", "template", "twig_first"}
    | {"cache_enable", "never_cache_twig", "shortcode-core", "metadata", "updated_at", "created"}
)


_FIELDS = frozenset(
    {"summary", "excerpt", "lead", "date", "created", "keywords", "category", "url", "permalink"}
    | {"alias", "author", "authors", "order", "position", "layout", "template", "metadata", "menu"}
)
"""Keys that a type of one's own may well have as fields."""


def read_date(value: object) -> datetime | None:
    """Read a date of front matter as an aware datetime; None for what is no date."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime.combine(value, time(), UTC)
    return _read_text(value.strip()) if isinstance(value, str) else None


def _read_text(text: str) -> datetime | None:
    readers: tuple[Callable[[str], datetime], ...] = (
        datetime.fromisoformat,
        *map(_format, _FORMATS),
        parsedate_to_datetime,
    )
    for read in readers:
        try:
            found = read(text)
        except (ValueError, IndexError):
            continue
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def _format(pattern: str) -> Callable[[str], datetime]:
    return lambda text: datetime.strptime(text, pattern)  # noqa: DTZ007  (the zone is set above)


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
        is_draft = "_drafts" in self._node.path.split("/") or _is_true(self._given.get("draft"))
        said = self._given.get("published")
        return not is_draft and (said is None or _is_true(said))

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
        key = said.casefold().replace(" ", "").replace("-", "").replace("_", "")
        if key in TYPES:
            return TYPES[key]
        if key in _NEWS or (not said and self._is_news()):
            return "News Item"
        return "" if key in _NO_TYPES else said

    def extra(self) -> Iterator[tuple[str, Any]]:
        """Give what no Item field takes; a page that names a type may give any of its fields."""
        used = _USED - _FIELDS if self.text("type") and self.type else _USED
        return ((key, value) for key, value in self._spelled.items() if key.casefold() not in used)

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


def _is_true(value: object) -> bool:
    return str(value).strip().casefold() in {"true", "yes", "on", "1"}


def _split(group: object) -> Iterator[str]:
    """Give the words of one taxonomy: a list, or a text with commas."""
    if isinstance(group, dict):
        return
    for text in listed(group):
        for part in text.split(",") if isinstance(group, str) else (text,):
            if word := one_line(part):
                yield word
