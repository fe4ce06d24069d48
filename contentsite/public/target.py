"""Where an `Href` field leads."""

from __future__ import annotations

from typing import NamedTuple

from contentsite.web.prose import anchor
from contentsite.web.request import Request
from contentsite.web.visible import seen

_UID = slice(len("uid:"), len("uid:") + 32)


class Target(NamedTuple):
    """An address and the words for it: of a node its title, else the address itself."""

    url: str
    words: str


def target(request: Request, value: str) -> Target | None:
    """Return where a link leads, None where it leads to nothing that the visitor may see."""
    if value.startswith("uid:"):
        node = seen(request, value[_UID])
        if node is None:
            return None
        return Target(request.address(node) + anchor(value[_UID.stop :]), node.title)
    if value.startswith("/"):
        return Target(request.prefix + value, value)
    return Target(value, value) if value else None
