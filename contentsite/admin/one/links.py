"""`@@links`: which pages refer to a page, or to what is below it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyramid.config import Configurator

from contentsite.admin.screen import add_screen
from contentsite.catalog.ask import asking_of
from contentsite.tree.node import Node
from contentsite.web.request import Request


def show(context: Node, request: Request) -> Mapping[str, Any]:
    """Show the pages that refer to this one."""
    return {"linking": linking(request, context)}


def linking(request: Request, node: Node) -> tuple[Node, ...]:
    """Return the pages that the one who asks may see and that refer to a node, or to what is below it."""
    return asking_of(request).references_to(node)


def includeme(config: Configurator) -> None:
    """Register the screen."""
    add_screen(config, "links", "view", show=show)
