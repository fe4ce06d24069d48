"""The functions of public pages, at hand in every template besides those of the page room."""

from __future__ import annotations

from typing import Any, Final

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from pyramid.config import Configurator

from contentsite.page.asking import asking, of_request
from contentsite.schema.blocks import Block
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.web.outline import mended
from contentsite.web.prose import (
    Heading,
    html_of,
    ids_in,
    outlined,
    resolved,
    scrollable,
    with_ids,
)
from contentsite.web.request import Request
from contentsite.web.visible import seen

from . import blocks, listing, navigation, page, past, picture, tools
from .card import Card, cards_of
from .details import Detail, details, shown_block
from .target import target


def pictured(rows: tuple[Card, ...]) -> bool:
    """Tell whether one of the cards has a picture, so that the others need something in its place."""
    return any(row.picture for row in rows)


def html(node: Node | Block, name: str) -> Markup:
    """Return a rich text or Markdown field of a node, or of a block, as HTML, ready to be shown."""
    request = asking()
    if isinstance(node, Node):
        text, _headings = _prose(request, node, name)
    else:
        text = _unlike(html_of(node, name), request.known.get(_TAKEN, set()))
    request.known.setdefault(_TAKEN, set()).update(ids_in(text))
    # sanitised when it was set (rich text) or rendered (Markdown)
    return Markup(resolved(request, scrollable(text)))  # noqa: S704


def contents(node: Node, name: str) -> tuple[Heading, ...]:
    """Return the main headings of a rich text or Markdown field: `.id` and `.title` of each."""
    _text, headings = _prose(asking(), node, name)
    return tuple(heading for heading in headings if heading.level == "h2")


def resolve(uid: str) -> Node | None:
    """Return the node of a uid, or None where there is none that the visitor may see."""
    return seen(asking(), uid)


@pass_context
def fields(call: Context, node: Any) -> tuple[Detail, ...]:
    """Return the fields that the page's template does not show itself."""
    if not isinstance(node, Node) or call.name is None:
        return ()
    return details(asking(), call.environment, call.name, node)


def feed_url(node: Any) -> str | None:
    """Return the path of a folder's feed, None for what is no folder, and in the past."""
    request = asking()
    if request.past is not None or not isinstance(node, Container):
        return None
    return request.view_address(node, "@@feed")


def _prose(request: Request, node: Node, name: str) -> tuple[str, tuple[Heading, ...]]:
    """Find the headings once a page: the text and its contents list are asked for one after the other."""
    key = ("headings", node.uid, name)
    if key not in request.known:
        request.known[key] = outlined(html_of(node, name))
    found: tuple[str, tuple[Heading, ...]] = request.known[key]
    return found


def _unlike(html: str, taken: set[str]) -> str:
    """Return the text of a block, no heading of which has an id that one above it on the page has."""
    text, _headings = outlined(html)
    return text if taken.isdisjoint(ids_in(text)) else with_ids(mended(html), taken)[0]


_TAKEN: Final = "ids of headings"
PARTS: Final = "contentsite:public/templates/ui.jinja2"

FRAGMENTS: Final = frozenset(
    {"menu", "links", "breadcrumb", "siblings", "tags", "cards", "list", "table", "gallery"}
)
"""Macros whose HTML follows from their arguments: drawn once."""

GLOBALS: Final = {
    "pictured": pictured,
    "html": html,
    "blocks": blocks.blocks,
    "opens": blocks.opens,
    "matching": of_request(blocks.matching),
    "shown": of_request(shown_block),
    "contents": contents,
    "resolve": resolve,
    "fields": fields,
    "feed_url": feed_url,
    "navigation": of_request(navigation.navigation),
    "breadcrumbs": of_request(navigation.breadcrumbs),
    "siblings": of_request(navigation.siblings),
    "nearby": of_request(navigation.nearby),
    "listing": of_request(listing.listing),
    "latest": of_request(listing.latest),
    "rows": of_request(cards_of),
    "picture": of_request(picture.picture),
    "target": of_request(target),
    "file_url": of_request(picture.file_url),
    "meta": of_request(page.meta),
    "tools": of_request(tools.tools),
    "past": of_request(past.past),
    "frame": of_request(past.frame),
}


def includeme(config: Configurator) -> None:
    """Give templates these functions, and the parts of the theme as `ui`."""
    config.add_template_functions(GLOBALS)
    config.add_template_parts("ui", PARTS, FRAGMENTS)
