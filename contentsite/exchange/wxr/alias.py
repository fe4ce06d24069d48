"""The old addresses of a WordPress site, each leading to one entry."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from contentsite.exchange.wxr.entry import Entry
from contentsite.exchange.wxr.site import Site, plain_path, post_number, split


def _permalink(site: Site, entry: Entry) -> Iterator[str]:
    link = entry.get("link")
    if not post_number(link) and site.is_own(link):
        yield _address(link)


def _numbers(site: Site, entry: Entry) -> Iterator[str]:
    start = plain_path(site.base).rstrip("/")
    keys = {"page": ("page_id", "p"), "attachment": ("attachment_id", "p")}
    if entry.get("wp:post_id"):
        for key in keys.get(entry.type, ("p",)):
            yield f"{start}/?{key}={entry.id}"


def _former(site: Site, entry: Entry) -> Iterator[str]:
    """Addresses of less weight: the guid, a slug that was changed, the file of an attachment."""
    for address in (entry.get("guid"), entry.get("wp:attachment_url")):
        if address.startswith(("http://", "https://", "/")) and site.is_own(address):
            yield _address(address)
    old = entry.meta.get("_wp_old_slug", "").strip()
    above, _, last = plain_path(entry.get("link")).rpartition("/")
    if old and last and not post_number(entry.get("link")):
        yield f"{above}/{plain_path(old).strip('/')}"


def _of_nodes(site: Site) -> Iterator[tuple[str, str]]:
    """Addresses of the entries that become nodes, those of more weight first."""
    nodes = [entry for entry in site.entries.values() if site.is_node(entry)]
    for kind in (_permalink, _numbers, _former):
        for entry in nodes:
            yield from ((address, entry.id) for address in kind(site, entry))


def _of_lost(site: Site) -> Iterator[tuple[str, str]]:
    """Addresses of the pages of attachments without a file, for the posts that they belonged to."""
    for entry in site.attachments():
        above = site.entries.get(entry.parent)
        if not site.is_node(entry) and above is not None and site.is_node(above):
            file = plain_path(entry.get("wp:attachment_url"))
            for address in (*_permalink(site, entry), *_numbers(site, entry)):
                if address != file:
                    yield address, above.id


def _address(address: str) -> str:
    query = unquote(split(address).query)
    path = plain_path(address)
    return f"{path}?{query}" if query else path


def aliases(site: Site) -> dict[str, tuple[str, ...]]:
    """Give the old addresses of each entry, by number: decoded, without a last slash.

    No address leads to two entries: a permalink goes before a number, and a number before a guid,
    since exports of moved sites have guids that another post's number is in. What was the page of
    an attachment that has no file leads to the post that it belonged to.
    """
    owner: dict[str, str] = {}
    for address, number in (*_of_nodes(site), *_of_lost(site)):
        owner.setdefault(address, number)
    found: dict[str, tuple[str, ...]] = {}
    for address, number in owner.items():
        if address != "/":
            found[number] = (*found.get(number, ()), address)
    return found
