"""Event: something that happens at a time and a place."""

from __future__ import annotations

from typing import Annotated

from contentsite.declaration import content
from contentsite.schema.fields import (
    DateTime,
    Field,
    Href,
    Indexed,
    Listed,
    LongText,
    Of,
    Reference,
    RichText,
    Tags,
    Text,
)
from contentsite.schema.typed import rule
from contentsite.sentence import _
from contentsite.tree.node import Node


@content(icon="calendar", schema_org="Event")
class Event(Node):
    """Something that happens at a time and a place."""

    description: LongText = ""
    """A sentence or two, shown under the title, in listings and by search engines."""
    starts: Annotated[DateTime | None, Listed(), Indexed()] = None
    ends: Annotated[DateTime | None, Listed(), Indexed()] = None
    place: Annotated[Text, Field(label="Where"), Listed(), Indexed()] = ""
    picture: Annotated[Reference, Of("Image"), Listed()] = None
    body: RichText = ""
    contact: Text = ""
    website: Href = ""
    tags: Tags = ()

    @rule("starts", "ends")
    def in_order(self) -> None:
        """Refuse an end before the start."""
        if self.starts and self.ends and self.ends < self.starts:
            raise ValueError(_("must not be before the start"))
