"""The whole site as it was: what `/@@at/2026-11-01T09:00/...` shows, read-only, to those who may.

A request that is in the past has another root, and a prefix that keeps each address on its pages in
there. Who asks, and what he may, is of today.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from pyramid.httpexceptions import (
    HTTPClientError,
    HTTPForbidden,
    HTTPMethodNotAllowed,
    HTTPNotFound,
)

from contentsite.security.hindsight import Hindsight
from contentsite.security.role import VIEW
from contentsite.sentence import _
from contentsite.storage.connection import SiteError, site_in
from contentsite.storage.past import OutOfReach, beginning_of, close_past, moment_of, open_past
from contentsite.tree.node import Node, lineage, path_of
from contentsite.tree.root import Root

from .clock import end_in, zone_of
from .segment import segment

NAME: Final = "@@at"
LONGEST: Final = 64
_KEPT: Final = ("Cache-Control", "private, no-store"), ("X-Robots-Tag", "noindex")
_OF_THE_ROOT: Final = (
    "home",
    "site",
    "prefix",
    "path_inside",
    "canonical_url",
    "locale_name",
    "catalogue",
    "translate",
    "known",
    "_addresses",
)
"""Members of a request that follow from its root: found anew when it goes into the past, or back."""


class NoSuchPast(HTTPClientError):  # type: ignore[misc]  # noqa: N818
    """The database has nothing of that moment; the message says from when on it has."""

    code = 404
    title = "Not Found"


class NoMoment(NoSuchPast):
    """What was given is no moment, or one that is yet to come."""

    code = 400
    title = "Bad Request"


class Past:
    """A moment, and the site as it was then."""

    def __init__(
        self, text: str, moment: datetime, connection: Any, top: Node, sight: Hindsight
    ) -> None:
        """Take the moment as it stands in addresses, and as it is; the site of then is in the connection.

        `top` is the home page of today.
        """
        self.moment, self.connection, self.top, self.sight = moment, connection, top, sight
        self.prefix = f"/{NAME}/{segment(text)}"
        self.site: Root = site_in(connection)

    def holds(self, node: Any) -> bool:
        """Tell whether a node is one of then."""
        return getattr(node, "_p_jar", None) is self.connection

    def home(self) -> Node:
        """Return the home page of today as it was then. Raises NoSuchPast where it was not there."""
        # the index of then is large, and most pages need nothing of it
        found = self.site if self.top.uid == self.site.uid else self.site.find(self.top.uid)
        if found is None:
            raise NoSuchPast(_("What is the home page today was not there then."))
        return found

    def counterpart(self, node: Node) -> Node | None:
        """Return what there is today of a node of then, where that is in the served part and may be viewed."""
        found = self.sight.today.find(node.uid)
        if found is None or not any(here is self.top for here in lineage(found)):
            return None
        return found if self.sight.may(found, VIEW) else None


def is_past(path: str) -> bool:
    """Tell whether a path leads into the past."""
    return path.startswith(f"/{NAME}/") and bool(split(path)[0])


def split(path: str) -> tuple[str, str]:
    """Split a path that leads into the past: the moment, and the path in there, "" for none."""
    _empty, _name, text, *rest = path.split("/", 3)
    return text, "/" + rest[0] if rest else ""


def read(request: Any, text: str) -> datetime:
    """Return the moment that an address or a form names; that of a day alone is its end.

    Raises NoMoment for what is no moment, or is yet to come.
    """
    name, zone = zone_of(request)
    try:
        moment = end_in(text[:LONGEST], zone, name)
    except ValueError as error:
        raise NoMoment(f"{request.translate(str(error))} {reach(request)}") from error
    # where the clock was set back, what was stored last is of a later moment
    latest: datetime = max(request.now, moment_of(database_of(request).lastTransaction()))
    if moment > latest and end_in(f"{request.now.astimezone(zone):%Y-%m-%d}", zone, name) != moment:
        said = request.translate("That is yet to come.")
        raise NoMoment(f"{said} {reach(request)}")
    return min(moment, latest)


def reach(request: Any) -> str:
    """Return a sentence that says how far back the past goes."""
    begins = beginning_of(database_of(request)).astimezone(zone_of(request)[1])
    moment = f"{begins:%Y-%m-%d %H:%M}"
    said: str = request.translate(
        _("The past of this site goes from {moment} until now.", moment=moment)
    )
    return said


def database_of(request: Any) -> Any:
    """Return the main database of the site."""
    return request.registry._zodb_databases[""]


def look(request: Any, text: str) -> Past:
    """Return the site as it was at the moment of a text; it can be read until the request ends.

    For those who are signed in. Raises HTTPForbidden, NoMoment or NoSuchPast.
    """
    if not request.who.is_known:
        raise HTTPForbidden(_("Only those who work on the site see its past."))
    moment = read(request, text)
    request.looks_back = True
    past = request.past
    today, top = (past.sight.today, past.top) if past else (request.site, request.home)
    try:
        connection = open_past(database_of(request), moment, request.tm)
        request.add_finished_callback(lambda _request: close_past(connection))
        sight = Hindsight(today, request.who, request.now, request.workflows)
        return Past(text, moment, connection, top, sight)
    except (OutOfReach, SiteError) as error:
        said = request.translate("Of that moment nothing is kept.")
        raise NoSuchPast(f"{said} {reach(request)}") from error


def enter(request: Any, text: str) -> Past:
    """Let a request be about the site as it was at a moment. Raises what `look` raises, and HTTPMethodNotAllowed."""
    if request.who.is_known and request.method not in ("GET", "HEAD"):
        raise HTTPMethodNotAllowed(_("The past can only be read."), headers={"Allow": "GET, HEAD"})
    past = look(request, text)
    _turn(request, past, past.site, past.home())
    request.add_response_callback(_keep_nowhere)
    return past


def leave(request: Any) -> None:
    """Let a request be about the site of today again, at its home page."""
    _turn(request, None, request.past.sight.today, request.past.top)


def address_today(request: Any, node: Node) -> str:
    """Return the path of a node of today in its served part, for a page of the past."""
    return f"{request.mount}{_below(request.past.top, node)}"


def address_then(request: Any, past: Past, node: Node) -> str:
    """Return the path of a node of then in the past, for a screen of today."""
    return f"{request.mount}{past.prefix}{_below(past.home(), node)}"


def _below(top: Node, node: Node) -> str:
    names = path_of(node)[len(path_of(top)) :]
    return "".join(f"/{segment(name)}" for name in names) or "/"


def _turn(request: Any, past: Past | None, root: Root, home: Node) -> None:
    for name in _OF_THE_ROOT:
        request.__dict__.pop(name, None)
    request.past, request.root, request.context = past, root, home
    request.virtual_root_path = path_of(home)


def _keep_nowhere(_request: Any, response: Any) -> None:
    for name, value in _KEPT:
        response.headers[name] = value


def only_there(view: Any, info: Any) -> Any:
    """View deriver: in the past only those views answer that were registered with `in_past=True`."""
    if info.exception_only or info.options.get("in_past"):
        return view

    def today_only(context: Any, request: Any) -> Any:
        if request.past is not None:
            raise HTTPNotFound("this is of today only")
        return view(context, request)

    return today_only


only_there.options = ("in_past",)  # type: ignore[attr-defined]


def includeme(config: Any) -> None:
    """Keep views out of the past that do not say they belong there."""
    config.add_view_deriver(only_there, name="in_past", under="decorated_view")
