"""What the one who asks may see: used wherever a page speaks of another node."""

from __future__ import annotations

from typing import Any

from contentsite.tree.node import Node
from contentsite.tree.row import Row

from .request import Request


def seen(request: Request, uid: str) -> Node | None:
    """Return the node of this uid if it has an address here and may be viewed, else None."""
    node = request.site.find(uid)
    if node is None or not request.is_below_home(node):
        return None
    return node if request.has_permission("view", node) else None


def is_row_seen(request: Request, folder: Any, row: Row) -> bool:
    """Tell whether the child that a row stands for may be viewed by one who may view the folder."""
    return row.is_live(request.now) and (
        not row.has_acl or bool(request.has_permission("view", folder[row.name]))
    )
