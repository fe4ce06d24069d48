"""`/@@at`: choose a moment; the site, or one of its pages, is shown as it was then."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPFound, HTTPNotFound

from contentsite.tree.node import Node
from contentsite.web.clock import shown_moment, zone_of
from contentsite.web.past import enter, reach
from contentsite.web.request import Request


def show(context: Node, request: Request, moment: str = "", uid: str = "") -> Any:
    """Ask for a moment; with one, lead to the page of a uid as it was then, without a uid to the home page."""
    if moment.strip():
        return HTTPFound(location=_address(request, moment.strip(), uid))
    return {
        "reach": reach(request),
        "now": shown_moment(request, request.now),
        "zone": zone_of(request)[0].replace("_", " "),
        "uid": uid,
    }


def _address(request: Request, moment: str, uid: str) -> str:
    """Return where a node stood then: it may have been somewhere else."""
    past = enter(request, moment)
    node = past.site.find(uid) if uid else request.home
    if node is None or not request.is_below_home(node):
        raise HTTPNotFound("it was not there then")
    if not request.has_permission("view", node):
        raise HTTPNotFound("it is not for him to see")
    return request.address(node)
