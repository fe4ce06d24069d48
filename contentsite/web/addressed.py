"""The node that an address means, as people and programs write addresses of this site."""

from __future__ import annotations

from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from contentsite.tree.container import Container
from contentsite.tree.node import Node

from .guard import MAX_URL
from .request import Request


def node_at(request: Request, address: str) -> Node | None:
    """Return the node at an address on this site, None where there is none that may be viewed."""
    # no longer than what a browser may ask for: each name costs a look
    parts = parts_of(address) if len(address) <= MAX_URL else None
    if parts is None or (parts.netloc and f"{parts.scheme}://{parts.netloc}" != request.origin):
        return None
    path = parts.path.removeprefix(request.prefix)
    here: Any = request.home
    for name in filter(None, map(unquote, path.split("/"))):
        # a screen of a node stands for the node
        if name.startswith("@@"):
            break
        child = here.get(name) if isinstance(here, Container) else None
        # one that does not know its place would be judged by where it says it is
        here = child if getattr(child, "__parent__", None) is here else None
    found = isinstance(here, Node) and request.has_permission("view", here)
    return here if found else None


def parts_of(address: str) -> SplitResult | None:
    """Return the parts of an address, None where it is none."""
    try:
        return urlsplit(address.strip())
    except ValueError:
        return None
