"""The sample content of a new site: a Markdown tree of the product's own, brought in by its importer."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from contentsite.declaration import Registry
from contentsite.tree.root import Root

from .load import Report, load
from .markdown.reader import read_markdown
from .place import place_at
from .scope import source_uids

FOLDER: Final = Path(__file__).parent.parent / "sample"


def add_sample(site: Root, types: Registry) -> Report:
    """Fill a new site with the sample content; the caller commits."""
    uid_of = source_uids(site.uid, FOLDER, "markdown")
    return load(
        read_markdown(FOLDER, uid_of),
        place_at(site, "/"),
        types,
        uid_of,
        commit=lambda: None,
        progress=lambda _done, _total, _what: None,
    )
