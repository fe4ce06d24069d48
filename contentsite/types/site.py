"""Site: the root of the tree, and the home page."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field as Limits

from contentsite.declaration import content
from contentsite.schema.blocks import Blocks
from contentsite.schema.fields import Field, LongText, RichText
from contentsite.tree.root import Root


@content(icon="home", addable_in=(), schema_org="WebSite")
class Site(Root):
    """The root of the tree and the home page: all that it shows are its blocks and its children."""

    description: LongText = ""
    """What the site is about, in a sentence: shown in the footer and by search engines."""
    blocks: Annotated[Blocks, Field(label="Content")] = ()
    """What the home page is made of, from top to bottom."""
    footer: Annotated[RichText, Field(help="Shown at the bottom of each page.", shown=False)] = ""
    theme_hue: Annotated[
        int,
        Limits(ge=0, le=359),
        Field(label="Hue", help="The colour of the theme, as an angle.", shown=False),
    ] = 195
