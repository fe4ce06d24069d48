"""Saving what was changed of a node: its fields, and the details that have no working copy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contentsite.tree.node import Node
from contentsite.tree.window import PUBLISHED
from contentsite.versions.working import edit
from contentsite.web.request import Request

from .details import checked, parted, set_details


def may_set_details(request: Request, node: Node) -> bool:
    """Tell whether the one who asks may change the details of a node: of what is public only who may publish."""
    return node.state != PUBLISHED or bool(request.has_permission("publish", node))


def save_values(node: Node, values: Mapping[str, Any], comment: str = "") -> tuple[str, ...]:
    """Save values of fields and details, and return the names of what changed.

    Those of a published node's fields go into its working copy. Raises ValidationError; nothing is
    changed then.
    """
    own, details = parted(values)
    details = checked(node, details)
    names = edit(node, own, comment)
    set_details(node, details)
    return (*names, *details)
