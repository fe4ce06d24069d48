"""The sample content of a new site: a Markdown tree of the product's own, brought in by its importer."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from contentsite.declaration import Registry
from contentsite.tree.root import Root

from .load import Report, load
from .markdown import read_markdown
from .scope import source_uids

FOLDER: Final = Path(__file__).parent.parent / "sample"


def add_sample(site: Root, types: Registry) -> Report:
    """Fill a new site with the sample content; the caller commits."""
    uid_of = source_uids(site, FOLDER, "markdown")
    source = read_markdown(FOLDER, uid_of)
    return load(
        source, site, types, uid_of, commit=lambda: None, progress=lambda _done, _total, _what: None
    )
