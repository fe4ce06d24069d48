"""Where the links and pictures of one post lead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urljoin

from contentsite.exchange.html.rewrite import Shown
from contentsite.exchange.item import UidOf
from contentsite.exchange.media import is_image, looks_like_image
from contentsite.exchange.wxr.entry import Entry
from contentsite.exchange.wxr.site import Site, plain_path, split

_WEB = ("http://", "https://")
_CLASS_ID = re.compile(r"\bwp-image-(\d+)\b")
_ADMIN = re.compile(r"/wp-(?:admin|login|json|includes|cron)\b")


class PostLinks:
    """The `Links` of one post; `missing` collects what leads nowhere."""

    def __init__(self, site: Site, entry: Entry, uid_of: UidOf) -> None:
        self._site = site
        self._entry = entry
        self._uid_of = uid_of
        self.missing: list[str] = []
        self.shown: set[str] = set()
        """The numbers of the attachments whose pictures the body shows."""

    def link(self, href: str) -> str | None:
        """Give a link by uid, or the address as it is; None where it was one of the old site."""
        parts = split(href)
        if href.startswith("#") or (parts.scheme and parts.scheme not in {"http", "https"}):
            return href
        address = self._absolute(href)
        found = self._site.find(address)
        if found is not None:
            return self._to(found, split(address).fragment)
        if not self._site.is_own(address) or self._is_outside(address):
            return address if address.startswith(_WEB) else None
        self.missing.append(href)
        return None

    def picture(self, img: Mapping[str, str]) -> str | None:
        """Give a picture by uid where its file is there, else the address to link to."""
        if img.get("width") in {"0", "1"} and img.get("height") in {"0", "1"}:
            return None  # a counter of visits
        address = self._absolute(img["src"])
        found = self._site.upload(address) or self._by_class(img)
        if found is not None and found.id in self._site.files:
            self.shown.add(found.id)
            target = f"uid:{self._uid_of(found.id)}"
            return Shown(target) if is_image(self._site.files[found.id]) else target
        if address.startswith(_WEB):
            return address
        self.missing.append(img["src"])
        return None

    def _absolute(self, href: str) -> str:
        try:
            return urljoin(self._entry.get("link") or self._site.base, href)
        except ValueError:
            return href

    def _to(self, found: Entry, fragment: str) -> str | None:
        if found.type == "attachment" and found.id not in self._site.files:
            return found.get("wp:attachment_url") or None
        anchor = "" if fragment.startswith("more-") else fragment
        return f"uid:{self._uid_of(found.id)}" + (f"#{anchor}" if anchor else "")

    def _by_class(self, img: Mapping[str, str]) -> Entry | None:
        """Find a picture by the number in its class, for addresses that were changed by hand."""
        match = _CLASS_ID.search(img.get("class", ""))
        found = self._site.entries.get(match[1]) if match else None
        return found if found is not None and found.type == "attachment" else None

    def _is_outside(self, address: str) -> bool:
        """Whether an address of the old site is its front page, or a file of it."""
        path = plain_path(address)
        is_file = "/wp-content/" in path or looks_like_image(path)
        return self._site.is_home(address) or (is_file and not _ADMIN.search(path))
