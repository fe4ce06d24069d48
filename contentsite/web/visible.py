"""What the one who asks may see: used wherever a page speaks of another node."""

from __future__ import annotations

from typing import Any

from contentsite.tree.node import Node
from contentsite.tree.order import Raw
from contentsite.tree.window import PUBLISHED, is_live

from .request import Request


def seen(request: Request, uid: str) -> Node | None:
    """Return the node of this uid if it has an address here and may be viewed, else None."""
    node = request.site.find(uid)
    if node is None or not request.is_below_home(node):
        return None
    return node if request.has_permission("view", node) else None


def is_listed(request: Request, folder: Any, raw: Raw) -> bool:
    """Tell whether a listing of the folder shows a child to one who may view the folder."""
    _version, name, _title, _text, _type, state, start, end, has_acl, listed, _extra = raw
    if not listed or state != PUBLISHED:
        return False
    if (start is not None or end is not None) and not is_live(state, start, end, request.now):
        return False
    return not has_acl or bool(request.has_permission("view", folder[name]))
