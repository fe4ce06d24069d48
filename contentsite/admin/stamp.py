"""Whether a form was made before somebody else changed what it is about."""

from __future__ import annotations

from typing import Final

from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.versions.stamp import stamp_of
from contentsite.web.request import Request

CHANGED: Final = _(
    "Someone else has changed this since you opened it. What you typed is still here; if you save it"
    " again it replaces what the other one wrote."
)
MEANWHILE: Final = _(
    "Someone else has changed this since you opened it. Look again before you go on."
)


def is_stale(node: Node, request: Request) -> bool:
    """Tell whether a form was made before the node was changed; one that says nothing is not."""
    return bool(request.POST.get("version", stamp_of(node)) != stamp_of(node))
