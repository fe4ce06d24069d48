"""What a page of the past says of itself: when that was, the way back, and to other moments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from markupsafe import Markup

from contentsite.page.words import datetime as in_words
from contentsite.storage.past import beginning_of
from contentsite.tree.node import Node
from contentsite.tree.root import Root
from contentsite.web.clock import shown_moment, zone_of
from contentsite.web.past import address_today, database_of
from contentsite.web.request import Request

DAY = timedelta(days=1)


class Banner(NamedTuple):
    """When it was, and where to go from there: addresses of today, "" for one that leads nowhere."""

    moment: Markup
    shown: str
    """The moment as a control shows it."""
    uid: str
    """That of the page; "" on the page of an error."""
    choose: str
    """Where another moment can be asked for."""
    today: str
    compare: str
    earlier: str
    later: str


def past(request: Request) -> Banner | None:
    """Return what is said above a page of the past; None for one of today."""
    then = request.past
    if then is None:
        return None
    context = request.context
    node = context if isinstance(context, Node) and request.exception is None else None
    uid = node.uid if node is not None else ""
    begins = beginning_of(database_of(request))
    present = then.counterpart(node) if node is not None else None
    return Banner(
        moment=in_words(then.moment.astimezone(zone_of(request)[1]), request.translate),
        shown=shown_moment(request, then.moment),
        uid=uid,
        choose=f"{request.mount}/@@at",
        today=address_today(request, present or then.top),
        compare=_address(request, "then", then.moment, uid) if uid else "",
        earlier=_address(request, "at", max(then.moment - DAY, begins), uid)
        if then.moment > begins
        else "",
        later=_address(request, "at", then.moment + DAY, uid)
        if then.moment + DAY < request.now
        else "",
    )


def frame(request: Request) -> Root:
    """Return the site whose name and footer stand around a page: that of then, for those who may look back at it."""
    if request.past is None or request.has_permission("view", request.site):
        return request.site
    return request.past.sight.today


def _address(request: Request, view: str, moment: datetime, uid: str) -> str:
    text = moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return f"{request.mount}/@@{view}?" + urlencode({"moment": text, "uid": uid}, safe=":")
