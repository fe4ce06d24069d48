"""Rich text and Markdown: text with the name of its language, links to nodes as addresses."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Any, Literal, NotRequired

from pydantic import with_config
from typing_extensions import TypedDict

from contentsite.schema.sanitize import LONGEST
from contentsite.schema.spec import FieldSpec
from contentsite.tree.node import Node
from contentsite.web.addressed import node_at
from contentsite.web.prose import resolved
from contentsite.web.request import Request
from contentsite.web.visible import seen

_STORED = re.compile(r' (href|src)="uid:([0-9a-f]{32})([^"]*)"')
_ADDRESS = re.compile(r' (href|src)="([^"?#]*)(#[^"]*)?"')
_PICTURE = "/@@image"

Prose = TypedDict(
    "Prose",
    {"content-type": Literal["text/html", "text/markdown"], "data": str, "encoding": str},
)
GivenProse = TypedDict(
    "GivenProse",
    {
        "content-type": NotRequired[Literal["text/html", "text/markdown"]],
        "data": str,
        "encoding": NotRequired[Literal["utf-8"]],
    },
)

with_config(extra="ignore")(GivenProse)


def show_html(request: Request, node: Node, _spec: FieldSpec, value: str) -> Prose:
    """Show rich text; where a link leads to what the one who asks may not see it has no address."""
    return {
        "content-type": "text/html",
        "data": addressed(request, node, value),
        "encoding": "utf-8",
    }


def show_markdown(_request: Request, _node: Node, _spec: FieldSpec, value: str) -> Prose:
    """Show Markdown as it was written."""
    return {"content-type": "text/markdown", "data": value, "encoding": "utf-8"}


def take_html(request: Request, _spec: FieldSpec, given: Any) -> str:
    """Take rich text: links to nodes of this site are kept by identity."""
    text: str = given if isinstance(given, str) else given["data"]
    if len(text) > LONGEST:
        # the field refuses it; each of its links would cost a look before
        return text
    return _ADDRESS.sub(lambda found: _identified(request, found), text)


def take_markdown(_request: Request, _spec: FieldSpec, given: Any) -> str:
    """Take Markdown as it was written."""
    text: str = given if isinstance(given, str) else given["data"]
    return text


def addressed(request: Request, node: Node, html: str) -> str:
    """Return HTML with the links that are stored by uid as addresses.

    Who may edit the node finds those that he may not follow as they are stored: so he loses none of
    them when he sends the text back.
    """
    if "uid:" not in html:
        return html
    if not request.has_permission("edit", node):
        return resolved(request, html)
    return _STORED.sub(lambda found: _addressed(request, found), html)


def _addressed(request: Request, found: re.Match[str]) -> str:
    node = seen(request, found[2])
    if node is None:
        return found[0]
    rest = _PICTURE if found[1] == "src" else found[3]
    return f' {found[1]}="{escape(request.address(node))}{rest}"'


def _identified(request: Request, found: re.Match[str]) -> str:
    address, fragment = unescape(found[2]), found[3] or ""
    is_picture = found[1] == "src"
    path = address.removesuffix(_PICTURE) if is_picture else address
    if not path.startswith(("/", request.origin)) or path.startswith("//") or "@@" in path:
        return found[0]
    node = node_at(request, path)
    return found[0] if node is None else f' {found[1]}="uid:{node.uid}{fragment}"'
