"""The field types of a content type, and what may stand beside them inside `Annotated[...]`.

A field is an annotation: `place: Annotated[Text, Field(label="Where"), Listed()] = ""`.
Besides the types here, `bool`, `int`, `float`, `Decimal`, `date`, `datetime` (always with a time
zone) and `Literal["a", "b"]` are field types, each also as `... | None`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timezone
from typing import Annotated

from pydantic import AfterValidator, InstanceOf, StringConstraints
from pydantic_core import TzInfo

from contentsite.sentence import _

from .files import StoredFile, StoredImage
from .href import check_href
from .sanitize import sanitize


@dataclass(frozen=True, slots=True)
class Field:
    """How a field presents itself: in the form, on the page and in the documentation.

    `label` defaults to the field's name in words, `help` to the docstring below the field, `group`
    to the form's first tab. A field with `shown=False` is left out of the page unless its template
    asks.
    """

    label: str = ""
    help: str = ""
    group: str = ""
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Listed:
    """Marks a field whose value a listing has at hand without loading the node (`row.extra`).

    For short, plain values: prose, files and objects are refused.
    """


@dataclass(frozen=True, slots=True)
class Indexed:
    """Marks a field by whose values search can filter, count and sort.

    For short, plain values, as `Listed()`; tags are indexed anyway.
    """


@dataclass(frozen=True, slots=True)
class Kind:
    """Names what a field is where its Python type does not tell: the key to widgets and pages."""

    name: str


@dataclass(frozen=True, slots=True)
class Of:
    """Limits a reference to nodes of these types, by class name: `Annotated[Reference, Of("Person")]`."""

    types: tuple[str, ...]

    def __init__(self, *types: str) -> None:
        object.__setattr__(self, "types", types)


@dataclass(frozen=True, slots=True)
class Choice:
    """Limits a text to these values: `Annotated[str, Choice("red", "green")]`."""

    values: tuple[str, ...]

    def __init__(self, *values: str) -> None:
        object.__setattr__(self, "values", values)

    def check(self, value: str) -> str:
        """Return the value, or raise ValueError when it is none of these."""
        if value not in self.values:
            raise ValueError(_("must be one of: {values}", values=", ".join(self.values)))
        return value


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINE_BREAK = re.compile(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UID = r"^[0-9a-f]{32}$"


def _plain(value: str) -> str:
    if _CONTROL.search(value):
        raise ValueError(_("must not contain control characters"))
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))


def _one_line(value: str) -> str:
    # what most titles are: nothing in it could be wrong
    if value.isascii() and value.isprintable():
        return value
    if _LINE_BREAK.search(value):
        raise ValueError(_("must be a single line"))
    return _plain(value)


def _tags(value: tuple[str, ...]) -> tuple[str, ...]:
    """Drop empty and repeated tags (compared without case), keeping the order."""
    seen: dict[str, str] = {}
    for tag in value:
        if tag:
            seen.setdefault(tag.casefold(), tag)
    return tuple(seen.values())


def aware(value: datetime) -> datetime:
    """Return the moment in its time zone; raise ValueError when it has none.

    Pydantic gives what it reads from text a time zone of its own class, which must not be stored:
    it becomes one of Python's.
    """
    offset = value.utcoffset()
    if offset is None:
        raise ValueError(_("needs a time zone, such as 2026-11-01T09:00+01:00"))
    try:
        value.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(_("is too near to the first or last moment that there is")) from error
    return value.replace(tzinfo=timezone(offset)) if isinstance(value.tzinfo, TzInfo) else value


Text = Annotated[
    str,
    Kind("text"),
    StringConstraints(strip_whitespace=True, max_length=500),
    AfterValidator(_one_line),
]
"""One line of plain text, at most 500 characters."""

LongText = Annotated[
    str,
    Kind("long_text"),
    StringConstraints(strip_whitespace=True, max_length=100_000),
    AfterValidator(_plain),
]
"""Plain text of several lines."""

Markdown = Annotated[
    str, Kind("markdown"), StringConstraints(max_length=2_000_000), AfterValidator(_plain)
]
"""Text in Markdown, kept as it was written and rendered (and sanitised) when it is shown."""

RichText = Annotated[
    str, Kind("rich_text"), StringConstraints(max_length=2_000_000), AfterValidator(sanitize)
]
"""HTML, sanitised when it is set. Links to nodes are stored as `uid:<uid>`."""

DateTime = Annotated[datetime, Kind("datetime"), AfterValidator(aware)]
"""A moment with its time zone. A plain `datetime` annotation means the same."""

Tag = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=100), AfterValidator(_one_line)
]
Tags = Annotated[tuple[Tag, ...], Kind("tags"), AfterValidator(_tags)]
"""Words to group nodes by."""

Href = Annotated[
    str,
    Kind("href"),
    StringConstraints(strip_whitespace=True, max_length=2_000),
    AfterValidator(check_href),
]
"""Where a link leads: an http(s), mailto or tel address, a path on this site, or `uid:<uid>`."""

TypeName = Annotated[str, Kind("type_name"), StringConstraints(pattern=r"^\w{0,100}$")]
"""A content type, by the name of its class; "" for none."""

Uid = Annotated[str, StringConstraints(pattern=_UID)]
Reference = Annotated[Uid | None, Kind("reference")]
"""One other node, by its uid."""

References = Annotated[tuple[Uid, ...], Kind("references")]
"""Several other nodes, by their uids."""

Attachment = Annotated[InstanceOf[StoredFile] | None, Kind("attachment")]
"""A file, kept as a blob."""

Picture = Annotated[InstanceOf[StoredImage] | None, Kind("picture")]
"""An image, kept as a blob, with its size in pixels."""
