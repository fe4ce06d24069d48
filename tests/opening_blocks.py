"""A plug-in with a block of its own, with a field of every kind that a block may have, and no widget code."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field as Limits

from contentsite import (
    Block,
    DateTime,
    Field,
    Href,
    LongText,
    Markdown,
    Of,
    Reference,
    References,
    RichText,
    Tags,
    Text,
    TypeName,
    block,
    rule,
)


@block(icon="clock", title="Opening hours")
class OpeningHours(Block):
    """When somebody is there."""

    heading: Text = ""
    hours: LongText = ""
    more: RichText = ""
    notes: Markdown = ""
    since: date | None = None
    moment: DateTime | None = None
    seats: Annotated[int, Limits(ge=0, le=99)] = 0
    tables: Annotated[int, Limits(ge=0)] = 0
    price: Decimal | None = None
    size: Literal["small", "large"] = "small"
    flag: Annotated[bool, Field(shown=False)] = False
    words: Tags = ()
    link: Href = ""
    door: Annotated[Reference, Of("Image")] = None
    people: References = ()
    of_type: TypeName = ""

    @rule("seats", "tables")
    def enough(self) -> None:
        """Refuse more tables than seats."""
        if self.tables > self.seats:
            raise ValueError("must not be more than the seats")
