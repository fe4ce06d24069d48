"""What names the stored state of a node in a form, so that two who change it at once are told."""

from __future__ import annotations

from typing import Any, Final

from contentsite.tree.node import Node
from contentsite.web.request import Request

CHANGED: Final = (
    "Someone else has changed this since you opened it. What you typed is still here; if you save it"
    " again it replaces what the other one wrote."
)
MEANWHILE: Final = "Someone else has changed this since you opened it. Look again before you go on."


def stamp_of(node: Node) -> str:
    """Return what is another text after each change of the node or of its working copy."""
    return "".join(_serial(each) for each in (node, node._working) if each is not None)


def is_stale(node: Node, request: Request) -> bool:
    """Tell whether a form was made before the node was changed; one that says nothing is not."""
    return bool(request.POST.get("version", stamp_of(node)) != stamp_of(node))


def _serial(stored: Any) -> str:
    stored._p_activate()
    return str(stored._p_serial.hex())
