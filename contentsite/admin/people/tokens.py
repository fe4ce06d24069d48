"""`@@tokens`: the tokens by which one's own programs come; making one, and taking one away.

A token opens the account in part. So it is made by who knows the present password only, as whatever else
opens it (ASVS 7.5.1), and never by a token.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest

from contentsite.security.audit.recorder import record
from contentsite.security.role import ACCOUNT
from contentsite.security.token import Token, end_access, make_token, tokens_of
from contentsite.security.unfit import Unfit
from contentsite.security.user import User
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.web.request import Request

from ..flash import add_messages, go
from ..given import text, texts
from ..screen import add_site_screen, wrong
from .account import own_user
from .proof import proven

MESSAGES: Final[Mapping[str, str]] = {
    "token-ended": _("The token was taken away. It holds no more.")
}
DAYS: Final = (7, 30, 90, 365)
SCOPES: Final[Mapping[str, str]] = {
    "add": _("Add pages and files"),
    "edit": _("Change them, without publishing"),
    "publish": _("Publish, and take back to draft"),
    "delete": _("Delete, move and rename"),
    "share": _("Give and take away roles"),
    "manage": _("Look after the site and its people: as much as all of these"),
}


class Made(NamedTuple):
    """What the form says of a token that is to be made."""

    called: str = ""
    scope: tuple[str, ...] = ()
    days: str = "90"


def show(_context: Node, request: Request) -> dict[str, Any]:
    """Show one's own tokens, and the form for another."""
    return values(request, own_user(request))


def save(_context: Node, request: Request) -> Any:
    """Do what the button says."""
    user, what = own_user(request), text(request, "what")
    if what == "make":
        return make(request, user)
    if what == "end":
        note_end(request, user, end_access(user, text(request, "token")))
        return go(request, request.view_address(request.home, "@@tokens"), "token-ended")
    raise HTTPBadRequest(_("There is no such button."))


def make(request: Request, user: User) -> dict[str, Any]:
    """Make a token, and show its secret: on this page, since nothing keeps it for another."""
    given = Made(text(request, "called"), texts(request, "scope"), text(request, "days"))
    error = proven(request, user, text(request, "present"))
    if error:
        shown = values(request, user, given=given, errors={"present": error})
        return shown if request.response.status_int in (429, 503) else wrong(request, shown)
    days = int(given.days) if given.days in map(str, DAYS) else 0
    try:
        token, secret = make_token(user, given.called, given.scope, request.now, days)
    except Unfit as unfit:
        errors = {"called": request.translate(str(unfit))}
        return wrong(request, values(request, user, given=given, errors=errors))
    detail = f"made: {token.name} ({', '.join(token.scope)})"
    record(request.site, "token", uid=user.uid, title=user.called, detail=detail)
    return values(request, user, secret=secret)


def note_end(request: Request, user: User, token: Token | None) -> None:
    """Note in the audit log that a token was taken away; nothing where there was none."""
    if token is not None:
        detail = f"taken away: {token.name}"
        record(request.site, "token", uid=user.uid, title=user.called, detail=detail)


def values(
    request: Request,
    user: User,
    *,
    given: Made = Made(),
    errors: Mapping[str, str] | None = None,
    secret: str = "",
) -> dict[str, Any]:
    """Return what the template needs; `errors` by control, `secret` of what was made just now."""
    return {
        "user": user,
        "tokens": tokens_of(user),
        "scopes": SCOPES,
        "days": DAYS,
        "given": given,
        "errors": errors or {},
        "secret": secret,
    }


def includeme(config: Configurator) -> None:
    """Register the screen."""
    add_site_screen(config, "tokens", ACCOUNT, show=show, save=save, section="account")
    add_messages(config, MESSAGES)
