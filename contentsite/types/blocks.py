"""The blocks that every site has; each has its template in `templates/blocks/`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field as Limits

from contentsite.blocks import block
from contentsite.schema.blocks import Block
from contentsite.schema.fields import (
    Field,
    Href,
    LongText,
    Of,
    Reference,
    References,
    RichText,
    Text,
    TypeName,
)
from contentsite.sentence import _

Tinted = Annotated[bool, Field(label="On a coloured ground", shown=False)]


@block(icon="hero", opens=True)
class Hero(Block):
    """Large words that open a page, with a picture and buttons."""

    headline: Text = ""
    """Where it is empty, the title of the page stands there."""
    lead: LongText = ""
    """A sentence or two below the headline."""
    picture: Annotated[Reference, Of("Image")] = None
    button: Annotated[Text, Field(help="Where it is empty, the title of the page it leads to.")] = (
        ""
    )
    leads_to: Annotated[Href, Field(label="The button leads to")] = ""
    second_button: Text = ""
    second_leads_to: Annotated[Href, Field(label="The second button leads to")] = ""


@block(icon="cards")
class Cards(Block):
    """Pages as cards: the newest of a folder, all of a type or a tag, or pages of your choice."""

    heading: Text = ""
    pages: Annotated[
        References, Field(help="When there are none here, they are found by what follows.")
    ] = ()
    folder: Annotated[Reference, Field(label="Or those in", help="A folder.")] = None
    of_type: Annotated[TypeName, Field(label="Only of the type", shown=False)] = ""
    tag: Annotated[Text, Field(label="Only with the tag", shown=False)] = ""
    order: Annotated[
        Literal["newest", "as_they_stand", "title"],
        Field(help="A folder's own order is that in which they stand.", shown=False),
    ] = "newest"
    most: Annotated[int, Limits(ge=1, le=24), Field(label="At most", shown=False)] = 3
    more: Annotated[
        Text,
        Field(label="Words of the link to the folder", help="Beside the heading.", shown=False),
    ] = ""
    tinted: Tinted = False


@block(icon="text", kind="text", title=_("Text"))
class Prose(Block):
    """Running text with headings, lists, links and pictures."""

    text: RichText = ""
    columns: Annotated[bool, Field(label="In two columns where there is room", shown=False)] = False
    tinted: Tinted = False


@block(icon="quote")
class Quote(Block):
    """Words of somebody, large."""

    words: LongText = ""
    by: Annotated[Text, Field(label="Who said it")] = ""
    source: Annotated[Href, Field(label="Where it can be read")] = ""
    tinted: Tinted = False


@block(icon="image")
class Gallery(Block):
    """Pictures side by side."""

    heading: Text = ""
    pictures: Annotated[References, Of("Image")] = ()
    tinted: Tinted = False


@block(icon="callout")
class Callout(Block):
    """Something that nobody shall miss, in a box."""

    tone: Annotated[Literal["note", "tip", "warning"], Field(shown=False)] = "note"
    heading: Text = ""
    text: RichText = ""


@block(icon="download", kind="file", title=_("File"))
class Download(Block):
    """A file to download, with its kind and size."""

    file: Annotated[Reference, Of("File")] = None
    words: Annotated[Text, Field(help="Where it is empty, the title of the file.")] = ""
