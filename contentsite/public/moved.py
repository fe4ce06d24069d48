"""Where the page of an old address is now."""

from __future__ import annotations

from typing import Any

from contentsite.tree.container import Container
from contentsite.tree.node import Node, path_of
from contentsite.web.request import Request

LONGEST_TRAIL = 10
"""So many moves, one above the other, are followed."""


def new_address(request: Request) -> str | None:
    """Return the address of what stood at the request's path before, None where nothing that may be seen did."""
    site = request.__dict__.get("root")
    if site is None or request.method not in ("GET", "HEAD"):
        return None
    with_query = f"{request.path_info}?{request.query_string}" if request.query_string else None
    exact = site.redirects.exact(with_query) if with_query else None
    node = (
        site.find(exact)
        if exact
        else _followed(site, tuple(filter(None, request.path_info.split("/"))))
    )
    if node is None or not request.is_below_home(node) or not request.has_permission("view", node):
        return None
    return request.address(node) + (
        f"?{request.query_string}" if request.query_string and not exact else ""
    )


def _followed(site: Any, segments: tuple[str, ...]) -> Node | None:
    """Follow prefix rules: what is below a moved node may itself have been moved, before or after."""
    for _ in range(LONGEST_TRAIL):
        rule = site.redirects.nearest(segments)
        node = site.find(rule[0]) if rule else None
        if rule is None or node is None:
            return None
        found, rest = _descend(node, rule[1])
        if not rest:
            return found
        if (*path_of(found), *rest) == segments:
            return None
        segments = (*path_of(found), *rest)
    return None


def _descend(node: Node, names: tuple[str, ...]) -> tuple[Node, tuple[str, ...]]:
    for position, name in enumerate(names):
        child = node.get(name) if isinstance(node, Container) else None
        if not isinstance(child, Node):
            return node, names[position:]
        node = child
    return node, ()
