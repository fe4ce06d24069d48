"""Something new: made of checked values, by whoever asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contentsite.declaration import TypeInfo
from contentsite.schema.change import refuse
from contentsite.tree.node import Node
from contentsite.tree.reference import misfits
from contentsite.web.request import Request

from .details import checked, parted


def made(request: Request, info: TypeInfo, values: Mapping[str, Any]) -> Node:
    """Return a new node of a type, which stands nowhere yet, from the values of fields and details.

    Whoever asks owns it, and it is in the state that its workflow begins with. Raises ValidationError.
    """
    own, details = parted(values)
    details = checked(None, details)
    node = info.cls(**own)
    # it stands nowhere yet, so that it cannot ask what its references lead to
    refuse(info.name, misfits(info.cls.fields(), own, request.site.find))
    for name, value in details.items():
        setattr(node, name, value)
    _begin(request, node)
    return node


def _begin(request: Request, node: Node) -> None:
    """Note who made a new node, and let it begin in the state that its workflow says."""
    node.owner, node.creator = request.who.uid, request.who.title
    workflow = request.workflows.get(node.__workflow__)
    if workflow is not None:
        node.state = workflow.initial
