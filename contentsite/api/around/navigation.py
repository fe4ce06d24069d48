"""`@navigation`: the pages below the home page, as deep as is asked for."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from contentsite.declaration import types_of
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.web.request import Request
from contentsite.web.segment import segment
from contentsite.web.visible import listed_in

from ..endpoint import endpoint
from ..shape import Linked, url

LOOKED_AT = 500
"""So many rows of a folder are looked at."""
MOST = 1_000
"""So many entries one answer has."""

Depth = Annotated[int, Field(ge=1, le=10)]


class Place(Linked):
    """An entry, and those below it."""

    title: str
    description: str
    review_state: str
    items: list[Place]


Navigation = TypedDict("Navigation", {"@id": str, "items": list[Place]})


@endpoint("navigation", component=True, summary="The main navigation")
def navigation(context: Node, request: Request, depth: Depth = 1) -> Navigation:
    """Pages that are public and listed, the home page first; `depth` is the number of levels."""
    home = request.home
    top: Any = {
        "@id": url(request, home),
        "title": home.title,
        "description": home.summary(),
        "review_state": home.state,
        "items": [],
    }
    places = _Places(request).below(home, depth)
    return {"@id": f"{url(request, context)}/@navigation", "items": [top, *places]}


class _Places:
    """Counts the entries of one answer."""

    def __init__(self, request: Request) -> None:
        self._request, self._left = request, MOST

    def below(self, folder: Node, depth: int) -> list[Any]:
        """Return the entries in a folder, and those below them."""
        if not isinstance(folder, Container) or depth == 0:
            return []
        types, is_listed = types_of(self._request.registry), listed_in(self._request, folder)
        prefix, found = url(self._request, folder), []
        for _key, raw in islice(folder.order.rows(), LOOKED_AT):
            info = types.of(raw[4])
            if self._left and info and info.navigable and is_listed(raw, info.workflow):
                self._left -= 1
                inner = folder[raw[1]] if depth > 1 and issubclass(info.cls, Container) else folder
                found.append(
                    {
                        "@id": f"{prefix}/{segment(raw[1])}",
                        "title": raw[2],
                        "description": raw[3],
                        "review_state": raw[5],
                        "items": [] if inner is folder else self.below(inner, depth - 1),
                    }
                )
        return found
