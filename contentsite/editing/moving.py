"""What speaks against a move into another folder."""

from __future__ import annotations

from contentsite.security.unfit import Unfit
from contentsite.sentence import _
from contentsite.tree.container import Container
from contentsite.tree.node import Node, lineage
from contentsite.web.request import Request
from contentsite.workflow import arrival

from .below import obstacle


def check_move(request: Request, node: Node, target: Container) -> None:
    """Raise Unfit with what speaks against moving a node into a folder that may take it."""
    check_target(node, target)
    _check_branch(request, node, target)


def check_target(node: Node, target: Container) -> None:
    """Raise Unfit with what the folder itself says against a move, whatever is below the node."""
    if target is node.__parent__:
        raise Unfit(_("It is in this folder already."))
    if any(here is node for here in lineage(target)):
        raise Unfit(_("It would come to stand in itself."))
    if node.__name__ in target:
        raise Unfit(_("Something in that folder has the same name; rename one of the two first."))
    if not target.is_free(node.__name__):
        raise Unfit(_("This name belongs to the site itself there; rename it first."))


def _check_branch(request: Request, node: Node, target: Container) -> None:
    """Raise Unfit where something in the branch speaks against its move."""
    if obstacle(request, node, "delete"):
        raise Unfit(_("You may not take all of it away from here."))
    check_arrival(request, node, target)


def check_arrival(request: Request, node: Node, target: Container) -> None:
    """Raise Unfit where a branch would bring into a folder what the one who asks may not give or publish there."""
    arrival.check_arrival(node, target, request.who, request.now, request.workflows)
