"""A plug-in with a field of every kind that there is, and one of a kind that only it knows; no widget of its own."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Literal, NamedTuple

from pydantic import Field as Limits

from contentsite import (
    Attachment,
    Choice,
    DateTime,
    Document,
    Field,
    Folder,
    Href,
    Kind,
    LongText,
    Markdown,
    Of,
    Picture,
    Reference,
    References,
    RichText,
    Tags,
    Text,
    TypeName,
    content,
    rule,
)


class Colour(Enum):
    RED = "red"
    GREEN = "green"


class Point(NamedTuple):
    north: float
    east: float


@content(title="Everything")
class Everything(Document):
    """One of each."""

    line: Annotated[Text, Field(label="A line", help="One line of words.")] = ""
    needed: Annotated[Text, Limits(min_length=2), Field(group="Words")] = ""
    lines: Annotated[LongText, Field(group="Words")] = ""
    marked: Annotated[Markdown, Field(group="Words")] = ""
    rich: Annotated[RichText, Field(group="Words")] = ""
    flag: bool = False
    maybe: bool | None = None
    count: Annotated[int, Limits(ge=0, le=99), Field(group="Numbers")] = 1
    some_count: Annotated[int | None, Field(group="Numbers")] = None
    share: Annotated[float, Field(group="Numbers")] = 0.0
    price: Annotated[Decimal | None, Field(group="Numbers")] = None
    day: date | None = None
    moment: DateTime | None = None
    bare_moment: datetime | None = None
    size: Literal["small", "large"] = "small"
    level: Literal[1, 2, 3] = 1
    hue: Annotated[str, Choice("red", "green")] = "red"
    words: Tags = ()
    link: Href = ""
    one: Reference = None
    shown: Annotated[Reference, Of("Image")] = None
    several: References = ()
    paper: Attachment = None
    photo: Picture = None
    mail: Annotated[str, Kind("email"), Limits(max_length=200)] = ""
    colour: Annotated[Colour, Kind("colour")] = Colour.RED
    places: Annotated[tuple[str, ...], Kind("places")] = ()
    of_type: TypeName = ""
    point: Annotated[Point | None, Kind("point")] = None

    @rule("count", "share")
    def shared(self) -> None:
        """Refuse more shares than there are."""
        if self.share > self.count:
            raise ValueError("must not be more than the count")


@content(addable_in=("Folder",))
class Entry(Document):
    """Stands in folders only."""


@content(addable_in=("Entry",))
class Inside(Document):
    """Stands nowhere that there is."""


@content(workflow="immediate")
class Ready(Folder):
    """Is public at once."""
