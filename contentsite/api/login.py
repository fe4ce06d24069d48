"""`@login`, `@login-renew`, `@logout`: a token instead of a cookie, for programs that keep it themselves.

A token is the name of a session: it ends like one, when it is idle, at its age, with another password
or a disabled account. It comes with each request as `Authorization: Bearer ...` (RFC 6750).
"""

from __future__ import annotations

from pyramid.httpexceptions import HTTPUnauthorized
from pyramid.security import NO_PERMISSION_REQUIRED
from typing_extensions import TypedDict

from contentsite.security.authenticate import Refused
from contentsite.security.gate import Busy
from contentsite.security.people import people_of
from contentsite.security.role import ACCOUNT
from contentsite.security.session import end_session
from contentsite.tree.node import Node
from contentsite.web.denied import denied
from contentsite.web.request import Request
from contentsite.web.signed_in import begin_as, proved, sign_out
from contentsite.web.who import bearer_of

from .endpoint import endpoint
from .errors import CHALLENGE
from .shape import Sent


class Login(Sent):
    """Who says that he is whom."""

    login: str
    password: str


class Token(TypedDict):
    """What proves from now on who somebody is."""

    token: str


@endpoint(
    "login",
    method="POST",
    permission=NO_PERMISSION_REQUIRED,
    summary="Get a token for a name and a password",
    errors=(401, 429, 503),
    at_home=True,
    needs_token=False,
)
def login(context: Node, request: Request, body: Login) -> Token:
    """No cookie is set: no other site can sign a browser in by it."""
    try:
        user = proved(request, body["login"], body["password"])
    except (Refused, Busy) as error:
        raise denied(error, CHALLENGE) from error
    return {"token": begin_as(request, user)}


@endpoint(
    "login-renew",
    method="POST",
    permission=ACCOUNT,
    summary="Get another token for the one that is sent, which ends",
    at_home=True,
)
def renew(context: Node, request: Request) -> Token:
    """The age of the session begins anew."""
    bearer, user = bearer_of(request), people_of(request.site).user(request.who.uid)
    if not bearer or user is None:
        raise HTTPUnauthorized("Only a token can be renewed.", headers=CHALLENGE)
    end_session(request.work, bearer)
    return {"token": begin_as(request, user)}


@endpoint(
    "logout",
    method="POST",
    permission=ACCOUNT,
    summary="End the session, or the token",
    at_home=True,
)
def logout(context: Node, request: Request) -> None:
    """It ends on the server."""
    sign_out(request)
