"""What somebody may do with each child of a folder: found out once for all that are alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from contentsite.editing.states import ways
from contentsite.tree.node import Node
from contentsite.web.request import Request
from contentsite.workflow.workflow import Transition

ASKED: Final = ("edit", "delete", "publish")


class Rights(NamedTuple):
    """Permissions, and the transitions that may be taken."""

    allowed: frozenset[str]
    letters: str
    """The first letter of each permission."""
    ways: tuple[Transition, ...]


def rights_among(request: Request) -> Callable[[Node], Rights]:
    """Return what tells the rights on children of one folder.

    They follow from workflow, state, window and owner, where a child has no access list of its own.
    """
    known: dict[tuple[str, str, bool, bool], Rights] = {}

    def rights(node: Node) -> Rights:
        if node.acl is not None:
            return _asked(request, node)
        is_own = node.owner == request.who.uid
        key = (node.__workflow__, node.state, node.is_live(request.now), is_own)
        if key not in known:
            known[key] = _asked(request, node)
        return known[key]

    return rights


def _asked(request: Request, node: Node) -> Rights:
    allowed = frozenset(each for each in ASKED if request.has_permission(each, node))
    return Rights(allowed, "".join(each[0] for each in sorted(allowed)), ways(node, request))
