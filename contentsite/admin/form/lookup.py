"""`/@@nodes`: what scripts of forms show of nodes, by uid or by address: title, path, icon, picture."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any, Final
from urllib.parse import unquote

from pyramid.config import Configurator

from contentsite.admin.screen import for_the_known
from contentsite.declaration import types_of
from contentsite.schema.files import StoredImage
from contentsite.tree.node import Node
from contentsite.web.addressed import node_at
from contentsite.web.download import SHOWN_IN_PAGES, field_of
from contentsite.web.request import Request
from contentsite.web.visible import seen

MOST: Final = 100
"""So many nodes are told of at once."""
Facts = dict[str, Any]


def nodes(_context: Node, request: Request) -> dict[str, Facts | None]:
    """Answer what is known of nodes, by the uid or the address that was asked; null where one may not know."""
    found = known(request, request.GET.getall("uid"))
    for address in request.GET.getall("at")[:MOST]:
        node = node_at(request, address)
        found[address] = facts(request, node) if node else None
    return found


def known(request: Request, uids: Iterable[str]) -> dict[str, Facts | None]:
    """Return what the one who asks may know of nodes, by uid; None for what is gone or not for his eyes."""
    nodes = {uid: seen(request, uid) for uid in islice(uids, MOST)}
    return {uid: facts(request, node) if node else None for uid, node in nodes.items()}


def facts(request: Request, node: Node) -> Facts:
    """Return what is shown of a node that may be seen."""
    info = types_of(request.registry).of(type(node).__name__)
    return {
        "uid": node.uid,
        "title": node.title or request.translate("(untitled)"),
        "path": unquote(request.address(node)),
        "icon": info.icon if info else "document",
        "type": request.translate(info.title) if info else type(node).__name__,
        **_picture(request, node),
    }


def _picture(request: Request, node: Node) -> Facts:
    name = field_of(node, StoredImage)
    image = getattr(node, name) if name else None
    if image is None or image.content_type not in SHOWN_IN_PAGES:
        return {}
    src = request.view_address(node, "@@image")
    size = {"width": image.width, "height": image.height}
    return {"src": src, "alt": getattr(node, "alt", ""), **size}


def includeme(config: Configurator) -> None:
    """Register the view."""
    config.add_view(
        nodes,
        context=Node,
        name="nodes",
        permission="view",
        request_method=("GET", "HEAD"),
        renderer="json",
        decorator=for_the_known,
        at_home=True,
    )
