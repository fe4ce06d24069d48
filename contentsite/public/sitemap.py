"""`/sitemap.xml`: an index, and parts of at most 50,000 addresses (sitemaps.org protocol).

A part is a range of the uid index: no walk and no offset, so that a part of a million nodes costs
what its own nodes cost.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Annotated, Any, Final
from xml.sax.saxutils import escape

from pydantic import Field
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from contentsite.declaration import types_of
from contentsite.tree.node import Node
from contentsite.tree.root import Root
from contentsite.tree.uids import SHARDS
from contentsite.web.request import Request
from contentsite.web.visible import roles_in, viewers

from .page import absolute

MOST: Final = 50_000
"""So many addresses may stand in one part."""

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap(
    _context: Node, request: Request, part: Annotated[int | None, Field(ge=1, le=SHARDS)] = None
) -> Response:
    """Return the index of the parts, or one part."""
    parts = shard_ranges(request.site, request.settings.public.sitemap_part)
    if part is None:
        return _xml(_index(request, len(parts)))
    if part > len(parts):
        raise HTTPNotFound("the sitemap has no such part")
    return _xml(_part(request, parts[part - 1]))


def shard_ranges(site: Root, most: int) -> list[range]:
    """Split the 256 shards of the uid index into ranges that hold at most so many nodes.

    A single shard that holds more stands alone; its part is cut at the limit of the protocol.
    """
    ranges: list[range] = []
    start = total = 0
    for number in range(SHARDS):
        size = site.uids().size(number)
        if total + size > most and number > start:
            ranges.append(range(start, number))
            start, total = number, 0
        total += size
    return [*ranges, range(start, SHARDS)]


def _index(request: Request, count: int) -> Iterator[str]:
    yield f"{_HEAD}<sitemapindex {_NAMESPACE}>\n"
    address = escape(absolute(request, request.prefix + "/sitemap.xml"))
    for number in range(1, count + 1):
        yield f"<sitemap><loc>{address}?part={number}</loc></sitemap>\n"
    yield "</sitemapindex>\n"


def _part(request: Request, shards: range) -> Iterator[str]:
    yield f"{_HEAD}<urlset {_NAMESPACE}>\n"
    for node in islice(_mapped(request, shards), MOST):
        address = escape(absolute(request, request.address(node)))
        yield f"<url><loc>{address}</loc><lastmod>{_day(node.modified)}</lastmod></url>\n"
    yield "</urlset>\n"


def _mapped(request: Request, shards: range) -> Iterator[Node]:
    """Yield the nodes that have a public page of their own."""
    types = types_of(request.registry)
    folders: dict[str, bool] = {}
    for shard in shards:
        for uid, node in request.site.uids().shard(shard):
            if isinstance(node, Node) and types.of(type(node).__name__) and node.listed:
                # a default page is at its folder's address
                is_default = getattr(node.__parent__, "default_page", None) == uid
                if not is_default and _is_public(request, node, folders):
                    yield node


def _is_public(request: Request, node: Node, folders: dict[str, bool]) -> bool:
    """Tell whether a node may be viewed, asking once a folder."""
    parent: Any = node.__parent__
    if node is request.home or parent is None:
        return bool(request.is_below_home(node) and request.has_permission("view", node))
    if not isinstance(parent, Node):
        # it stands in something whose class is not installed: no address leads there
        return False
    if parent.uid not in folders:
        folders[parent.uid] = request.is_below_home(parent) and bool(
            request.has_permission("view", parent)
        )
    if not folders[parent.uid]:
        return False
    if node.acl is None:
        return node.is_live(request.now) and not viewers(request, node.__workflow__).isdisjoint(
            roles_in(request, parent)
        )
    return bool(request.has_permission("view", node))


def _day(moment: datetime) -> str:
    return moment.astimezone(UTC).date().isoformat()


def _xml(lines: Iterator[str]) -> Response:
    return Response(body="".join(lines).encode(), content_type="application/xml", charset="utf-8")


def robots(_context: Node, request: Request) -> Response:
    """Return `/robots.txt`: all that is public may be read, also what draws a page: pictures and styles."""
    map_address = absolute(request, request.prefix + "/sitemap.xml")
    return Response(
        f"User-agent: *\nDisallow:\n\nSitemap: {map_address}\n",
        content_type="text/plain",
        charset="utf-8",
    )


def includeme(config: Configurator) -> None:
    """Register the files that search engines ask for."""
    for view, name in ((sitemap, "sitemap.xml"), (robots, "robots.txt")):
        config.add_root_file(name)
        config.add_view(
            view, context=Node, name=name, permission="view", request_method=("GET", "HEAD")
        )
