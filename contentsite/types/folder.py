"""Folder: a page that shows what is in it."""

from __future__ import annotations

from typing import Annotated, Literal

from contentsite.content import content
from contentsite.schema.fields import Field, LongText, Reference, RichText
from contentsite.tree.container import Container


@content(icon="folder", schema_org="CollectionPage")
class Folder(Container):
    """A page that shows what is in it."""

    description: LongText = ""
    """A sentence or two, shown under the title, in listings and by search engines."""
    body: Annotated[RichText, Field(label="Introduction")] = ""
    layout: Annotated[Literal["cards", "list", "table", "gallery"], Field(shown=False)] = "cards"
    default_page: Annotated[
        Reference, Field(help="A page inside that is shown in place of the listing.", shown=False)
    ] = None
