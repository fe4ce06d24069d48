"""What a WXR file says, before it is made into items."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Term:
    """A category, tag or other term of an entry."""

    domain: str
    nicename: str
    name: str


@dataclass(slots=True)
class Entry:
    """One `<item>`: a post, page, attachment or something of another type."""

    line: int
    fields: dict[str, str] = field(default_factory=dict)
    """The texts of its elements by canonical name: `title`, `wp:post_id`, `content:encoded`."""
    terms: list[Term] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    comments: int = 0

    def get(self, name: str) -> str:
        """The text of an element without surrounding white space, "" where there is none."""
        return self.fields.get(name, "").strip()

    @property
    def id(self) -> str:
        """The post's number; an entry without one goes by its line."""
        return self.get("wp:post_id") or f"line-{self.line}"

    @property
    def type(self) -> str:
        """The post type; exports before WXR 1.0 have posts only."""
        return self.get("wp:post_type") or "post"

    @property
    def status(self) -> str:
        """The state of publication: publish, draft, future, inherit, ..."""
        return self.get("wp:status") or "publish"

    @property
    def parent(self) -> str:
        """The number of the entry above, "" at the top."""
        number = self.get("wp:post_parent")
        return "" if number == "0" else number

    @property
    def order(self) -> int:
        """The place in the menu."""
        number = self.get("wp:menu_order")
        return int(number) if number.lstrip("-").isdecimal() else 0

    @property
    def where(self) -> str:
        """How the report names the entry."""
        title = self.get("title") or self.get("wp:post_name")
        return f"line {self.line}, {self.type} {self.id}" + (f" «{title[:60]}»" if title else "")


@dataclass(slots=True)
class Export:
    """A whole file."""

    channel: dict[str, str] = field(default_factory=dict)
    authors: dict[str, str] = field(default_factory=dict)
    """Display names by login."""
    entries: list[Entry] = field(default_factory=list)
    found: Counter[str] = field(default_factory=Counter)
    """What had to be mended, counted."""
