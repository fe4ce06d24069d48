"""Document: a page of text."""

from __future__ import annotations

from typing import Annotated

from contentsite.declaration import content
from contentsite.schema.blocks import Blocks
from contentsite.schema.fields import (
    Field,
    Listed,
    LongText,
    Of,
    Reference,
    References,
    RichText,
    Tags,
)
from contentsite.tree.node import Node


@content(icon="document", schema_org="Article")
class Document(Node):
    """A page of text, with a picture and links to what belongs to it."""

    description: LongText = ""
    """A sentence or two, shown under the title, in listings and by search engines."""
    picture: Annotated[Reference, Of("Image"), Listed()] = None
    body: RichText = ""
    blocks: Annotated[Blocks, Field(label="Below the text")] = ()
    """What stands below the text, across the page. A hero in front of all else takes the place of the title."""
    tags: Tags = ()
    related: Annotated[References, Field(label="See also")] = ()
