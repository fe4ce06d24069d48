"""The functions that templates have at hand besides `context` and `request`."""

from __future__ import annotations

from typing import Any, Final

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from pyramid.threadlocal import get_current_request

from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.web.prose import Heading, html_of, resolved, scrollable, with_ids
from contentsite.web.request import Request
from contentsite.web.visible import seen

from . import listing, navigation, page, picture, words
from .card import Card, cards_of
from .details import Detail, details
from .static import static_url
from .target import target

ICONS: Final = "contentsite.icons"
ADDRESSES: Final = "contentsite.static_addresses"
_ICON: Final = Markup('<svg class="icon {}" aria-hidden="true"><use href="{}#{}"/></svg>')


def translate(text: str) -> str:
    """Return interface text in the language of the page."""
    found: str = _request().translate(text)
    return found


def url(node: Any) -> str:
    """Return the path of a node, or of a row of a listing."""
    path: str = _request().address(node) if isinstance(node, Node) else node.url
    return path


def static(name: str) -> str:
    """Return the path of a file of the theme."""
    request = _request()
    known = request.registry.setdefault(ADDRESSES, {})
    key = (name, request.prefix)
    if key not in known:
        known[key] = static_url(request.registry, request.prefix, name)
    path: str = known[key]
    return path


def icon(name: str, also: str = "") -> Markup:
    """Return an icon of the theme's sprite as an `svg` element; `also` is a further class."""
    request = _request()
    known = request.registry.setdefault(ICONS, {})
    key = (name, also, request.prefix)
    if key not in known:
        known[key] = _ICON.format(also, static("icons.svg"), name)
    found: Markup = known[key]
    return found


def pictured(rows: tuple[Card, ...]) -> bool:
    """Tell whether one of the cards has a picture, so that the others need something in its place."""
    return any(row.picture for row in rows)


def html(node: Node, name: str) -> Markup:
    """Return a rich text or Markdown field as HTML, ready to be shown."""
    request = _request()
    text, _headings = _prose(request, node, name)
    # sanitised when it was set (rich text) or rendered (Markdown)
    return Markup(resolved(request, scrollable(text)))  # noqa: S704


def contents(node: Node, name: str) -> tuple[Heading, ...]:
    """Return the main headings of a rich text or Markdown field: `.id` and `.title` of each."""
    _text, headings = _prose(_request(), node, name)
    return tuple(heading for heading in headings if heading.level == "h2")


def resolve(uid: str) -> Node | None:
    """Return the node of a uid, or None where there is none that the visitor may see."""
    return seen(_request(), uid)


@pass_context
def fields(call: Context, node: Any) -> tuple[Detail, ...]:
    """Return the fields that the page's template does not show itself."""
    if not isinstance(node, Node) or call.name is None:
        return ()
    return details(_request(), call.environment, call.name, node)


def feed_url(node: Any) -> str | None:
    """Return the path of a folder's feed, None for what is no folder."""
    return _request().view_address(node, "@@feed") if isinstance(node, Container) else None


def date(value: Any) -> Markup:
    """Return a day as a `time` element."""
    return words.date(value, _request().translate)


def datetime(value: Any) -> Markup:
    """Return a moment as a `time` element."""
    return words.datetime(value, _request().translate)


def _request() -> Request:
    """Return the request of the page that is being rendered.

    From Pyramid's thread-local stack and not from the template's context, so that macros can be
    imported once for all pages: importing them with the context evaluates all of them each time.
    """
    request: Request = get_current_request()
    return request


def _prose(request: Request, node: Node, name: str) -> tuple[str, tuple[Heading, ...]]:
    """Find the headings once a page: the text and its contents list are asked for one after the other."""
    key = ("headings", node.uid, name)
    if key not in request.known:
        request.known[key] = with_ids(html_of(node, name))
    found: tuple[str, tuple[Heading, ...]] = request.known[key]
    return found


def _of_request(function: Any) -> Any:
    """Give a function of (request, ...) the request of the page."""

    def bound(*arguments: Any) -> Any:
        return function(_request(), *arguments)

    return bound


GLOBALS = {
    "_": translate,
    "url": url,
    "static": static,
    "icon": icon,
    "pictured": pictured,
    "html": html,
    "contents": contents,
    "resolve": resolve,
    "fields": fields,
    "feed_url": feed_url,
    "date": date,
    "datetime": datetime,
    "filesize": words.filesize,
    "navigation": _of_request(navigation.navigation),
    "breadcrumbs": _of_request(navigation.breadcrumbs),
    "siblings": _of_request(navigation.siblings),
    "nearby": _of_request(navigation.nearby),
    "listing": _of_request(listing.listing),
    "latest": _of_request(listing.latest),
    "rows": _of_request(cards_of),
    "picture": _of_request(picture.picture),
    "target": _of_request(target),
    "file_url": _of_request(picture.file_url),
    "meta": _of_request(page.meta),
}
