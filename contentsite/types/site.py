"""Site: the root of the tree, and the home page."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field as Limits

from contentsite.declaration import content
from contentsite.schema.fields import Field, LongText, Of, Reference, References, RichText, Text
from contentsite.tree.root import Root


@content(icon="home", addable_in=(), schema_org="WebSite")
class Site(Root):
    """The root of the tree and the home page: all that it shows are its fields and its children."""

    description: LongText = ""
    """What the site is about, in a sentence: shown in the footer and by search engines."""
    headline: Text = ""
    """The first words of the home page; the title where it is empty."""
    lead: LongText = ""
    """What follows the headline."""
    picture: Annotated[Reference, Of("Image")] = None
    actions: Annotated[
        References, Field(label="Buttons", help="Pages that the home page leads to first.")
    ] = ()
    body: RichText = ""
    highlights: Annotated[References, Field(help="Pages that are shown as cards.")] = ()
    latest_from: Annotated[
        Reference, Field(label="Latest from", help="A folder whose newest entries are shown.")
    ] = None
    footer: Annotated[RichText, Field(help="Shown at the bottom of each page.", shown=False)] = ""
    theme_hue: Annotated[
        int,
        Limits(ge=0, le=359),
        Field(label="Hue", help="The colour of the theme, as an angle.", shown=False),
    ] = 195
