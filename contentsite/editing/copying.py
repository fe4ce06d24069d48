"""Copying a branch: who may, and whose the copies are."""

from __future__ import annotations

from contentsite.security.audit.recorder import describe, path_at
from contentsite.security.unfit import Unfit
from contentsite.sentence import _
from contentsite.tree.container import Container
from contentsite.tree.copy import copy
from contentsite.tree.node import Node, lineage
from contentsite.tree.walk import nodes_in
from contentsite.web.request import Request

from .below import obstacle


def check_copy(request: Request, node: Node, target: Container) -> None:
    """Raise Unfit with what speaks against copying a node into a folder that may take it."""
    check_target(node, target)
    if obstacle(request, node, "view"):
        raise Unfit(_("There is something in it that you may not see."))


def check_target(node: Node, target: Container) -> None:
    """Raise Unfit where a copy would come to stand in its original."""
    if any(here is node for here in lineage(target)):
        raise Unfit(_("It would come to stand in itself."))


def copy_into(request: Request, node: Node, target: Container) -> Node:
    """Copy a node with all below it, as drafts, and return the copy; whoever copies owns the copies."""
    made = copy(node, target)
    describe(request.site, made, "add", "copy", f"from {path_at(node)}")
    for each in nodes_in(made):
        each.owner, each.creator = request.who.uid, request.who.title
    return made
