"""The shapes of what this face speaks of in many places: an address, a short form of a node, a choice."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, NotRequired

from pydantic import BeforeValidator, with_config
from typing_extensions import TypedDict

from contentsite.declaration import TypeInfo, types_of
from contentsite.schema.fields import DateTime
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.web.request import Request


def _text(value: Any) -> Any:
    if isinstance(value, str) or value is None:
        return value
    # a number would be taken for seconds
    raise ValueError("must be a text, such as 2026-11-01T09:00+01:00")


GivenMoment = Annotated[DateTime | None, BeforeValidator(_text)]
"""A moment as it is sent (RFC 3339), or none."""


def _said(value: Any) -> Any:
    return True if value == "" else value


Flag = Annotated[bool, BeforeValidator(_said)]
"""Something that the query says by its name alone, such as `?fullobjects`, or with true or false."""

Linked = TypedDict("Linked", {"@id": str})
"""Where something can be asked for."""

Summary = TypedDict(
    "Summary",
    {
        "@id": str,
        "@type": str,
        "title": str,
        "description": str,
        "review_state": str,
        "type_title": str,
        "is_folderish": bool,
    },
)
"""A node in short."""


@with_config(extra="allow")
class Entry(Summary):
    """A node in short, as an entry of a listing, with what else of it was asked for."""


@with_config(extra="forbid")
class Sent(TypedDict):
    """The base of what is sent: what nobody knows is told, and not left out."""


class Term(TypedDict):
    """One of the values that there are to choose from."""

    token: str
    title: str


@with_config(extra="ignore")
class GivenTerm(TypedDict):
    """A value that was chosen, as it was shown or by its token alone."""

    token: str
    title: NotRequired[str]


def url(request: Request, node: Node) -> str:
    """Return the full address of a node; that of the home page without a slash at its end."""
    return request.origin + request.address(node).rstrip("/")


def info_of(request: Request, node: Node) -> TypeInfo | None:
    """Return what the type of a node was declared with; None where its plug-in registers it no more."""
    return types_of(request.registry).of(type(node).__name__)


def summary(request: Request, node: Node) -> Summary:
    """Return a node in short."""
    info = info_of(request, node)
    return {
        "@id": url(request, node),
        "@type": type(node).__name__,
        "title": node.title,
        "description": node.summary(),
        "review_state": node.state,
        "type_title": info.title if info else type(node).__name__,
        "is_folderish": isinstance(node, Container),
    }


def moment(value: datetime | None) -> str | None:
    """Return a moment of the bookkeeping, to the second (RFC 3339)."""
    return None if value is None else value.isoformat(timespec="seconds")


def term(value: Any) -> Term:
    """Return a value as a choice that was made."""
    return {"token": str(value), "title": str(value)}
