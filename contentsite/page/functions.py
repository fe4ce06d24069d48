"""The functions that every template has at hand besides `context` and `request`."""

from __future__ import annotations

from typing import Any, Final

from markupsafe import Markup

from contentsite.tree.node import Node

from . import words
from .asking import asking
from .saying import SAYING
from .static import static_url

ICONS: Final = "contentsite.icons"
ADDRESSES: Final = "contentsite.static_addresses"
_ICON: Final = Markup('<svg class="icon {}" aria-hidden="true"><use href="{}#{}"/></svg>')
_TOKEN: Final = Markup('<input type="hidden" name="csrf_token" value="{}">')


def url(node: Any) -> str:
    """Return the path of a node, or of a row of a listing."""
    path: str = asking().address(node) if isinstance(node, Node) else node.url
    return path


def static(name: str) -> str:
    """Return the path of a static file."""
    request = asking()
    known = request.registry.setdefault(ADDRESSES, {})
    key = (name, request.mount)
    if key not in known:
        known[key] = static_url(request.registry, request.mount, name)
    path: str = known[key]
    return path


def icon(name: str, also: str = "") -> Markup:
    """Return an icon of the sprite as an `svg` element; `also` is a further class."""
    request = asking()
    known = request.registry.setdefault(ICONS, {})
    key = (name, also, request.mount)
    if key not in known:
        known[key] = _ICON.format(also, static("icons.svg"), name)
    found: Markup = known[key]
    return found


def date(value: Any) -> Markup:
    """Return a day as a `time` element."""
    return words.date(value, asking().translate)


def datetime(value: Any) -> Markup:
    """Return a moment as a `time` element."""
    return words.datetime(value, asking().translate)


def csrf_field() -> Markup:
    """Return what each form that is posted holds: the token that proves that it is a form of this site."""
    return _TOKEN.format(getattr(asking(), "csrf_token", ""))


GLOBALS: Final = {
    **SAYING,
    "url": url,
    "static": static,
    "icon": icon,
    "date": date,
    "datetime": datetime,
    "filesize": words.filesize,
    "csrf_field": csrf_field,
}
