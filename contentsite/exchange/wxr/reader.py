"""Reads WordPress's export files (WXR)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from contentsite.exchange.item import Problem, Source, SourceError, UidOf
from contentsite.exchange.media import is_image
from contentsite.exchange.wxr.body import BodyMaker
from contentsite.exchange.wxr.entry import Export
from contentsite.exchange.wxr.items import ItemMaker
from contentsite.exchange.wxr.select import select
from contentsite.exchange.wxr.site import Site, is_picture
from contentsite.exchange.wxr.xml import read_export


def read_wxr(file: Path, uid_of: UidOf, files: Path | None = None) -> Source:
    """Read a WXR file of any version.

    `files` is a folder with the site's uploads: attachments found there become images and files,
    others stay links to their old address. Raises SourceError, which says file, line and column,
    where the file is no WXR or `files` no folder.
    """
    if files is not None and not files.is_dir():
        raise SourceError(f"{files}: this is not a folder")
    export = read_export(file)
    chosen = select(export, file.name)
    site = Site(export, chosen.kept, files)
    bodies = BodyMaker(site, chosen.reusable, uid_of)
    maker = ItemMaker(export, site, bodies)
    source = Source(list(maker.items()), chosen.problems)
    source.problems += [
        *maker.hidden(),
        *maker.sticky(),
        *bodies.problems,
        *_media(site, files, file.name),
    ]
    source.problems += _mended(export, file.name)
    return source


def _media(site: Site, files: Path | None, where: str) -> Iterator[Problem]:
    """Report the attachments that become no node, and pictures that are none."""
    absent = [entry for entry in site.attachments() if entry.id not in site.files]
    if absent and files is None:
        reason = "no folder of files was given (--files): pages link to their old address"
        yield Problem(where, f"{len(absent)} attachments left out: {reason}")
    for entry in absent if files is not None else ():
        address = entry.get("wp:attachment_url")
        yield Problem(entry.where, f"no file for {address} in {files}: pages link to that address")
    for number, path in site.files.items():
        entry = site.entries[number]
        if is_picture(entry) and not is_image(path):
            yield Problem(entry.where, f"{path} is not a picture: imported as a file")


def _mended(export: Export, where: str) -> Iterator[Problem]:
    for what, number in export.found.items():
        yield Problem(where, f"{number} {what} that XML forbids were taken out")
