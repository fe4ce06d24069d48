"""`@@tree`: what stands below a folder in the tree at the side, or the tree itself with more of it open."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator

from contentsite.admin.screen import add_screen
from contentsite.admin.tree import below, tree
from contentsite.tree.container import Container
from contentsite.web.request import Request


def show(context: Container, request: Request) -> dict[str, Any]:
    """Show the branches below a folder; with `whole`, all of the tree, open where this folder is."""
    if "whole" in request.GET:
        return {"top": tree(request), "below": None}
    return {"top": None, "below": below(request, context)}


def includeme(config: Configurator) -> None:
    """Register it."""
    add_screen(config, "tree", "view", show=show, context=Container)
