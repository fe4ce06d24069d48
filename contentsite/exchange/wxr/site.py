"""What can be found in an export: entries by number and old address, files of attachments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, urlsplit

from contentsite.exchange.media import FileStore, looks_like_image, unscaled
from contentsite.exchange.name import decode_percent
from contentsite.exchange.wxr.entry import Entry, Export

_ID_KEYS = frozenset({"p", "page_id", "attachment_id"})
_UPLOADS = re.compile(
    r".*?/(?:wp-content/uploads|files)/(?:sites/\d+/)?(?=\d{4}/|[^/]+$)", re.DOTALL
)
_SLASHES = re.compile(r"/{2,}")


def split(address: str) -> SplitResult:
    """Split an address; one that is broken ("http://[") is taken as a path."""
    try:
        return urlsplit(address.strip())
    except ValueError:
        return SplitResult("", "", "", "", "")


def plain_path(address: str) -> str:
    """Give the path of an address as it is looked up: decoded, without a last slash."""
    path = _SLASHES.sub("/", "/" + decode_percent(split(address).path).lstrip("/"))
    return path.rstrip("/") or "/"


def post_number(address: str) -> str:
    """Give the number in "?p=12", "?page_id=12" or "?attachment_id=12", else ""."""
    pairs = parse_qsl(split(address).query)
    return next((value for key, value in pairs if key in _ID_KEYS and value.isdecimal()), "")


def host(address: str) -> str:
    """Give the host of an address without "www.", in small letters."""
    return split(address).netloc.lower().rpartition("@")[2].removeprefix("www.")


def upload_path(address: str) -> str:
    """Give an upload's path as it is looked up: from the year on, whatever the host."""
    path = plain_path(address)
    return _UPLOADS.sub("", path).casefold() or path


class Site:
    """The entries that become nodes, and what leads to them."""

    def __init__(self, export: Export, entries: Iterable[Entry], files: Path | None) -> None:
        self.entries = {entry.id: entry for entry in entries}
        self.base = export.channel.get("wp:base_blog_url") or export.channel.get("link", "")
        self.hosts = {host(self.base), host(export.channel.get("link", ""))} - {""}
        self.files = dict(_found(self.entries.values(), files)) if files else {}
        """The file of each attachment that has one, by number."""
        self._by_path = {
            plain_path(e.get("link")): e.id
            for e in self.entries.values()
            if not post_number(e.get("link")) and plain_path(e.get("link")) != "/"
        }
        self._by_guid = {e.get("guid"): e.id for e in self.entries.values() if e.get("guid")}
        self._by_slug: dict[str, set[str]] = {}
        for entry in self.entries.values():
            if entry.type != "attachment" and (slug := plain_path(entry.get("wp:post_name"))[1:]):
                self._by_slug.setdefault(slug, set()).add(entry.id)
        self._by_upload: dict[str, str] = {}
        for entry in self.attachments():
            self._by_upload.setdefault(upload_path(entry.get("wp:attachment_url")), entry.id)
        for key, number in list(self._by_upload.items()):
            self._by_upload.setdefault(unscaled(key), number)

    def attachments(self) -> Iterator[Entry]:
        """All attachments, with a file or without."""
        return (e for e in self.entries.values() if e.type == "attachment")

    def is_node(self, entry: Entry) -> bool:
        """Whether an entry becomes a node: an attachment only with its file."""
        return entry.type != "attachment" or entry.id in self.files

    def is_own(self, address: str) -> bool:
        """Whether an address is one of the exported site."""
        return not host(address) or host(address) in self.hosts

    def is_home(self, address: str) -> bool:
        """Whether an address is that of the site's front page."""
        parts = split(address)
        return not parts.query and plain_path(address) in {"/", plain_path(self.base)}

    def find(self, address: str) -> Entry | None:
        """Find the entry at an address of the site: permalink, `?p=12`, guid or upload."""
        number = self._by_guid.get(address.partition("#")[0], "")
        if self.is_own(address):
            number = post_number(address) or self._by_path.get(plain_path(address), "") or number
        return self.entries.get(number) or self.upload(address) or self._by_last(address)

    def _by_last(self, address: str) -> Entry | None:
        """Find an entry by the slug that an address ends in, as WordPress itself guesses."""
        found = self._by_slug.get(plain_path(address).rpartition("/")[2], set())
        is_guess = self.is_own(address) and len(found) == 1 and not split(address).query
        return self.entries[min(found)] if is_guess else None

    def upload(self, address: str) -> Entry | None:
        """Find the attachment of an upload's address, a smaller copy of a picture included."""
        path = upload_path(address)
        number = self._by_upload.get(path) or self._by_upload.get(unscaled(path), "")
        return self.entries.get(number)


def _found(entries: Iterable[Entry], folder: Path) -> Iterator[tuple[str, Path]]:
    store = FileStore(folder)
    for entry in entries:
        if entry.type == "attachment":
            wanted = (entry.meta.get("_wp_attached_file", ""), entry.get("wp:attachment_url"))
            found = (store.find(plain_path(path)) for path in wanted if path)
            file = next((path for path in found if path), None)
            if file is not None:
                yield entry.id, file


def is_picture(entry: Entry) -> bool:
    """Whether an attachment is a picture, by the name of its file."""
    return looks_like_image(plain_path(entry.get("wp:attachment_url")))
