"""Moving and copying, one entry after the other: what speaks against each, and what it would mean."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import unquote

from contentsite.admin.explorer.clipboard import CUT
from contentsite.admin.one.links import linking
from contentsite.editing.below import becomes_public, extent_of
from contentsite.editing.copying import check_copy, copy_into
from contentsite.editing.moving import check_move
from contentsite.editing.places import check_folder, sentence
from contentsite.security.unfit import Unfit
from contentsite.sentence import _
from contentsite.tree.container import Container
from contentsite.tree.extent import Extent
from contentsite.tree.move import InvalidMove, move
from contentsite.tree.name import InvalidName
from contentsite.tree.node import Node
from contentsite.web.request import Request

from .selection import Refused, why_not

LOOKED = 20
"""Of so many entries it is said who links there, and where they will be."""


def check(request: Request, kind: str, node: Node, target: Container) -> None:
    """Raise Unfit with what speaks against putting a node, or a copy of it, into a folder."""
    if node.__parent__ is None:
        raise Unfit(_("The site itself stays where it is."))
    check_folder(request, node, target)
    (check_move if kind == CUT else check_copy)(request, node, target)


def put(request: Request, kind: str, node: Node, target: Container) -> None:
    """Move a node into a folder, or copy it there. Raises Unfit; nothing is changed then."""
    check(request, kind, node, target)
    if kind != CUT:
        copy_into(request, node, target)
        return
    try:
        move(node, target)
    except (InvalidMove, InvalidName) as error:
        raise Unfit(sentence(error)) from error
    # the next one may be about what stands below this one
    request.forget_addresses()


class Prospect(NamedTuple):
    """What would happen."""

    target: Container
    extent: Extent
    """How many nodes it is about."""
    refused: tuple[Refused, ...]
    addresses: tuple[str, ...]
    """Where the first few of them will be."""
    linking: tuple[Node, ...]
    is_public: bool
    """Whether something is shown by it to more people."""


def prospect_of(
    request: Request, kind: str, nodes: tuple[Node, ...], target: Container
) -> Prospect:
    """Return what putting these nodes into a folder would mean."""
    reasons = {
        node.uid: why_not(request, lambda each: check(request, kind, each, target), node)
        for node in nodes
    }
    fit = [node for node in nodes if not reasons[node.uid]]
    extents = [extent_of(node) for node in fit]
    above = unquote(request.address(target)).rstrip("/")
    links = {each.uid: each for node in fit[:LOOKED] for each in linking(request, node)}
    return Prospect(
        target,
        Extent(sum(each.number for each in extents), any(each.is_more for each in extents)),
        tuple(Refused(node.title, reasons[node.uid]) for node in nodes if reasons[node.uid]),
        tuple(f"{above}/{node.__name__}" for node in fit[:3]),
        tuple(links.values()) if kind == CUT else (),
        is_public=kind == CUT and any(becomes_public(request, node, target) for node in fit),
    )
