"""The tree of a WordPress site: pages under pages, posts, media and other types in folders."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from contentsite.exchange.html.markup import drop_comments
from contentsite.exchange.html.text import plain_text, plain_title, shorten
from contentsite.exchange.name import Names, fit_name, make_name
from contentsite.exchange.wxr.entry import Entry
from contentsite.exchange.wxr.site import Site, plain_path, post_number

_MARKS = re.compile(r"\[[^\[\]]*\]|https?://\S+|<[^<>]*$")
_PLAIN = {"index.php", "archives", "category", "author", "uncategorized"}


@dataclass(slots=True)
class Places:
    """Where each entry stands: `parents` and `names` by number."""

    folders: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The folders that no entry stands for: name and title by source_id."""
    parents: dict[str, str | None] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    posts_in: str = ""
    """What the posts stand in: a page's number, or the source_id of a folder."""


def title_of(entry: Entry) -> str:
    """Give a title in plain text; an entry without one is called after its slug, or its first words."""
    slug = fit_name(entry.get("wp:post_name")).replace("-", " ").strip()
    words = slug[:1].upper() + slug[1:] if not slug.replace(" ", "").isdecimal() else ""
    title = plain_title(entry.get("title")) or words
    return title or _first_words(entry) or f"{entry.type} {entry.id}"


def _first_words(entry: Entry) -> str:
    text = _MARKS.sub(" ", drop_comments(entry.get("content:encoded")[:2000]))
    return shorten(plain_text(text), 60)


def _posts_folder(site: Site, posts: list[Entry]) -> tuple[str, str]:
    """Find the path and name that all permalinks of posts begin with: "/blog/2013/01/hello"."""
    base = plain_path(site.base).strip("/")
    firsts: Counter[str] = Counter()
    for post in posts:
        path = plain_path(post.get("link")).strip("/").removeprefix(base).strip("/")
        parts = [part for part in path.split("/") if part != "index.php"]
        if len(parts) > 1 and not post_number(post.get("link")):
            firsts[parts[0]] += 1
    first, number = firsts.most_common(1)[0] if firsts else ("", 0)
    categories = {term.nicename for post in posts for term in post.terms}
    fits = number > 1 and number >= 0.9 * len(posts) and not first.isdecimal()
    is_place = fits and first not in _PLAIN and first not in categories
    return (f"/{base}/{first}".replace("//", "/"), first) if is_place else ("", "")


class Placing:
    """Finds the places of the entries of one site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._names = Names()
        self._entries = [e for e in site.entries.values() if site.is_node(e)]
        self.places = Places()

    def place(self) -> Places:
        """Place all: parents first, then names, in the order in which addresses matter."""
        posts_in = self.places.posts_in = self._place_posts()
        for entry in self._entries:
            self.places.parents[entry.id] = self._parent(entry, posts_in)
        self._break_circles()
        for entry in sorted(self._entries, key=lambda e: e.type != "page"):
            parent = self.places.parents[entry.id]
            self.places.names[entry.id] = self._names.claim(parent, self._name(entry))
        for source_id, (name, title) in self.places.folders.items():
            self.places.folders[source_id] = (self._names.claim(None, name), title)
        return self.places

    def _place_posts(self) -> str:
        """Find or make the folder of the posts; a page at its address is that folder."""
        posts = [entry for entry in self._entries if entry.type == "post"]
        path, name = _posts_folder(self._site, posts)
        page = self._site.find(path) if path else None
        if page is not None and page.type == "page":
            return page.id
        if posts:
            title = name.replace("-", " ")
            self.places.folders["posts"] = (
                fit_name(name) or "news",
                title[:1].upper() + title[1:] or "News",
            )
        return "posts"

    def _parent(self, entry: Entry, posts_in: str) -> str | None:
        if entry.type == "post":
            return posts_in
        if entry.type == "attachment":
            self.places.folders.setdefault("media", ("media", "Media"))
            return "media"
        above = self._site.entries.get(entry.parent)
        if above is not None and above.type == entry.type:
            return above.id
        return None if entry.type == "page" else self._type_folder(entry)

    def _type_folder(self, entry: Entry) -> str:
        """Give the folder of another post type, called as its addresses call it."""
        parts = plain_path(entry.get("link")).strip("/").split("/")
        name = parts[-2] if len(parts) > 1 and not post_number(entry.get("link")) else entry.type
        title = name.replace("-", " ").replace("_", " ")
        place = (fit_name(name) or entry.type, title[:1].upper() + title[1:])
        self.places.folders.setdefault(f"type-{entry.type}", place)
        return f"type-{entry.type}"

    def _break_circles(self) -> None:
        """Put a page that stands below itself at the top."""
        for number in self.places.parents:
            seen, above = {number}, self.places.parents[number]
            while above in self.places.parents and above not in seen:
                seen.add(above)
                above = self.places.parents[above]
            if above == number:
                self.places.parents[number] = None

    def _name(self, entry: Entry) -> str:
        if entry.type == "attachment":
            return fit_name(self._site.files[entry.id].name)
        given = fit_name(entry.get("wp:post_name"))
        return given or make_name(plain_title(entry.get("title"))) or f"{entry.type}-{entry.id}"
