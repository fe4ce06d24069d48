"""Where the page of an old address is now."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final
from urllib.parse import unquote

from pyramid.config import Configurator
from pyramid.events import ContextFound
from pyramid.httpexceptions import HTTPMovedPermanently

from contentsite.tree.node import Node, path_of
from contentsite.tree.root import Root

from .face import API
from .request import Request
from .segment import segment
from .traverser import find_below

_PREFIX: Final = f"/{API}"
LONGEST_TRAIL: Final = 10
"""So many moves, one above the other, are followed."""
PARAMETERS: Final = 5
"""So many parameters of a query are looked up one by one: others may have been added to the old address."""


def moved(target: str) -> HTTPMovedPermanently:
    """Return the redirect to a new address, to be asked for again: what moved may move back."""
    return HTTPMovedPermanently(location=target, headers={"Cache-Control": "no-cache"})


def new_address(request: Request) -> str | None:
    """Return the address of what stood at the request's path before, None where nothing that may be seen did."""
    return address_now(request) if request.method in ("GET", "HEAD") else None


def address_now(request: Request) -> str | None:
    """Return the same for a form that was sent there: it is not led on by itself."""
    if not is_in_site(request):
        return None
    names, view = _names(request)
    node = _by_query(request, names)
    if node is not None:
        return _led_to(request, request.address(node))
    node = _followed(request.site, (*request.virtual_root_path, *names))
    if node is None or not _may_lead_to(request, node):
        return None
    query = f"?{request.query_string}" if request.query_string else ""
    address = (
        request.view_address(node, "/".join(map(segment, view))) if view else request.address(node)
    )
    return _led_to(request, address) + query


def is_in_site(request: Request) -> bool:
    """Tell whether a request has got as far as to the served part of the tree."""
    known = request.__dict__
    return isinstance(known.get("root"), Root) and "virtual_root_path" in known


def redirect_by_query(event: ContextFound) -> None:
    """Subscriber: lead an old address such as `/?p=12` on, although a page stands at its path."""
    request = event.request
    if not request.environ.get("QUERY_STRING") or not isinstance(request.root, Root):
        return
    if request.method in ("GET", "HEAD") and not request.view_name:
        node = _by_query(request, _names(request)[0])
        if node is not None:
            raise moved(request.address(node))


def _led_to(request: Request, address: str) -> str:
    """Return an address as the request wrote its own: with the prefix of programs, where that had one."""
    if not request.path_info.startswith(_PREFIX):
        return address
    return request.prefix + _PREFIX + address.removeprefix(request.prefix)


def _names(request: Request) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Split the path into the names of nodes and, from the first `@` on, what was asked of the last one."""
    names = tuple(filter(None, request.path_inside.split("/")))
    names = names[1:] if names[:1] == (API,) else names
    end = next((place for place, name in enumerate(names) if name.startswith("@")), len(names))
    return names[:end], names[end:]


def _by_query(request: Request, names: tuple[str, ...]) -> Node | None:
    """Return what the path had stood for with this query, or with one parameter of it."""
    for address in _with_query(request.environ.get("QUERY_STRING", ""), "/" + "/".join(names)):
        uid = request.site.redirects.exact(address)
        node = request.site.find(uid) if uid else None
        if node is not None and _may_lead_to(request, node):
            return node
    return None


def _with_query(query: str, path: str) -> Iterator[str]:
    whole = unquote(query)
    paths = (path, path.rstrip("/") + "/")
    for words in dict.fromkeys((whole, *islice(whole.split("&"), PARAMETERS))) if whole else ():
        yield from dict.fromkeys(f"{each}?{words}" for each in paths)


def _may_lead_to(request: Request, node: Node) -> bool:
    return request.is_below_home(node) and bool(request.has_permission("view", node))


def _followed(site: Root, names: tuple[str, ...]) -> Node | None:
    """Follow prefix rules: what is below a moved node may itself have been moved, before or after."""
    asked = names
    for _ in range(LONGEST_TRAIL):
        rule = site.redirects.nearest(names)
        start = site.find(rule[0]) if rule else None
        if rule is None or start is None:
            return None
        found: Node
        found, rest = find_below(start, rule[1])
        names = (*path_of(found), *rest)
        if names == asked:
            # it is back where it was: what is asked for there does not exist
            return None
        if not rest:
            return found
    return None


def includeme(config: Configurator) -> None:
    """Look at each query before a view does."""
    config.add_subscriber(redirect_by_query, ContextFound)
