"""The functions that templates have at hand besides `context` and `request`."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.web.prose import Heading, html_of, resolved, scrollable, with_ids
from contentsite.web.visible import seen

from . import format, listing, navigation, page, picture
from .details import Detail, details
from .static import static_url


@pass_context
def translate(call: Context, text: str) -> str:
    """Return interface text in the language of the page."""
    words: str = call["request"].translate(text)
    return words


@pass_context
def url(call: Context, node: Any) -> str:
    """Return the path of a node, or of a row of a listing."""
    path: str = call["request"].address(node) if isinstance(node, Node) else node.url
    return path


@pass_context
def static(call: Context, name: str) -> str:
    """Return the path of a file of the theme."""
    request = call["request"]
    return static_url(request.registry, request.prefix, name)


@pass_context
def html(call: Context, node: Node, name: str) -> Markup:
    """Return a rich text or Markdown field as HTML, ready to be shown."""
    text, _headings = _prose(call, node, name)
    # sanitised when it was set (rich text) or rendered (Markdown)
    return Markup(resolved(call["request"], scrollable(text)))  # noqa: S704


@pass_context
def contents(call: Context, node: Node, name: str) -> tuple[Heading, ...]:
    """Return the main headings of a rich text or Markdown field: `.id` and `.title` of each."""
    _text, headings = _prose(call, node, name)
    return tuple(heading for heading in headings if heading.level == "h2")


@pass_context
def resolve(call: Context, uid: str) -> Node | None:
    """Return the node of a uid, or None where there is none that the visitor may see."""
    return seen(call["request"], uid)


@pass_context
def fields(call: Context, node: Any) -> tuple[Detail, ...]:
    """Return the fields that the page's template does not show itself."""
    if not isinstance(node, Node) or call.name is None:
        return ()
    return details(call["request"], call.environment, call.name, node)


@pass_context
def feed_url(call: Context, node: Any) -> str | None:
    """Return the path of a folder's feed, None for what is no folder."""
    return call["request"].view_address(node, "@@feed") if isinstance(node, Container) else None


@pass_context
def date(call: Context, value: Any) -> Markup:
    """Return a day as a `time` element."""
    return format.date(value, call["request"].translate)


@pass_context
def datetime(call: Context, value: Any) -> Markup:
    """Return a moment as a `time` element."""
    return format.datetime(value, call["request"].translate)


def _prose(call: Context, node: Node, name: str) -> tuple[str, tuple[Heading, ...]]:
    """Find the headings once a request: the text and its contents list are asked for one after the other."""
    known = call["request"].headed
    key = (node.uid, name)
    if key not in known:
        known[key] = with_ids(html_of(node, name))
    found: tuple[str, tuple[Heading, ...]] = known[key]
    return found


def _of_request(function: Any) -> Any:
    """Give a function of (request, ...) the request of the page."""

    @pass_context
    def bound(call: Context, *arguments: Any) -> Any:
        return function(call["request"], *arguments)

    return bound


GLOBALS = {
    "_": translate,
    "url": url,
    "static": static,
    "html": html,
    "contents": contents,
    "resolve": resolve,
    "fields": fields,
    "feed_url": feed_url,
    "date": date,
    "datetime": datetime,
    "filesize": format.filesize,
    "navigation": _of_request(navigation.navigation),
    "breadcrumbs": _of_request(navigation.breadcrumbs),
    "siblings": _of_request(navigation.siblings),
    "listing": _of_request(listing.listing),
    "latest": _of_request(listing.latest),
    "rows": _of_request(listing.cards),
    "picture": _of_request(picture.picture),
    "file_url": _of_request(picture.file_url),
    "meta": _of_request(page.meta),
}


def install(env: Environment) -> None:
    """Give an environment the functions."""
    env.globals.update(GLOBALS)
