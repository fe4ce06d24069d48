"""`@breadcrumbs`: the way from the home page down to a node."""

from __future__ import annotations

from itertools import takewhile

from typing_extensions import TypedDict

from contentsite.tree.node import Node, lineage
from contentsite.web.request import Request

from ..endpoint import endpoint
from ..shape import url

Crumb = TypedDict("Crumb", {"@id": str, "title": str})
Breadcrumbs = TypedDict("Breadcrumbs", {"@id": str, "items": list[Crumb], "root": str})


@endpoint("breadcrumbs", component=True, summary="The way from the home page down to this node")
def breadcrumbs(context: Node, request: Request) -> Breadcrumbs:
    """The home page itself is `root`."""
    way = takewhile(lambda here: here is not request.home, lineage(context))
    items: list[Crumb] = [{"@id": url(request, here), "title": here.title} for here in way]
    root, here = url(request, request.home), url(request, context)
    return {"@id": f"{here}/@breadcrumbs", "items": items[::-1], "root": root}
