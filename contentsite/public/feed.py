"""An Atom feed for each folder (RFC 4287): its newest entries."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from xml.sax.saxutils import escape, quoteattr

from pyramid.config import Configurator
from pyramid.response import Response

from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.web.request import Request

from .listing import latest
from .page import absolute

_NOT_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


def feed(context: Container, request: Request) -> Response:
    """Return the feed of a folder: its newest entries that the visitor may see, as summaries."""
    cards = latest(request, context, request.settings.public.feed)
    nodes = [context[card.name] for card in cards]
    updated = max((node.modified for node in nodes), default=context.modified)
    own = quoteattr(absolute(request, request.view_address(context, "@@feed")))
    body = "".join(
        [
            '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n',
            _element("title", context.title),
            _element("id", _urn(context)),
            _element("updated", _moment(updated)),
            f'<link rel="self" type="application/atom+xml" href={own}/>\n',
            f"<link href={quoteattr(absolute(request, request.address(context)))}/>\n",
            f"<author>{_element('name', request.site.title)}</author>\n",
            *(_entry(request, node, card) for node, card in zip(nodes, cards, strict=True)),
            "</feed>\n",
        ]
    )
    response = Response(body, content_type="application/atom+xml", charset="utf-8")
    # readers ask again and again: what has not changed is answered with 304
    response.md5_etag()
    response.conditional_response = True
    return response


def _entry(request: Request, node: Node, card: Any) -> str:
    author = getattr(node, "byline", "") or node.creator
    return (
        "<entry>\n"
        + _element("title", node.title)
        + _element("id", _urn(node))
        + f"<link href={quoteattr(absolute(request, card.url))}/>\n"
        + _element("published", _moment(_published(node)))
        + _element("updated", _moment(node.modified))
        + (f"<author>{_element('name', author)}</author>\n" if author else "")
        + _element("summary", card.description)
        + "</entry>\n"
    )


def _published(node: Node) -> datetime:
    """Return when a node became news: the date of a news item, but not the start of an event."""
    date = getattr(node, "date", None)
    return date if isinstance(date, datetime) else node.publish_at or node.created


def _urn(node: Node) -> str:
    """Return the identity of a node as RFC 9562 writes it."""
    return f"urn:uuid:{UUID(node.uid)}"


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text.translate(_NOT_XML))}</{name}>\n"


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def includeme(config: Configurator) -> None:
    """Register the feed for every container."""
    config.add_view(
        feed, context=Container, name="feed", permission="view", request_method=("GET", "HEAD")
    )
