"""Who makes a request: by a session that a cookie or a bearer token names, by a token of his, or by HTTP Basic."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NoBase64
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from pyramid.httpexceptions import HTTPUnauthorized

from contentsite.security.actor import Actor, act_as
from contentsite.security.audit.note import note_failure
from contentsite.security.authenticate import (
    Credentials,
    Refused,
    authenticate_again,
    find_user,
)
from contentsite.security.cookie import named_by
from contentsite.security.gate import Busy
from contentsite.security.people import People, people_of
from contentsite.security.principal import ANONYMOUS, Who
from contentsite.security.session import holds, is_name, is_to_be_noted, note_seen, session_of
from contentsite.security.token import is_token
from contentsite.security.user import User
from contentsite.storage.connection import in_work, site_of

from .bearer import by_token, refused_token
from .denied import denied
from .transaction import SAFE_METHODS

CHALLENGE: Final = {"WWW-Authenticate": 'Basic realm="contentsite", charset="UTF-8"'}


def who_asks(request: Any) -> Who:
    """Return who makes a request, where `identify` has not found it out already."""
    if "HTTP_AUTHORIZATION" in request.environ:
        # it was refused before it was asked who it is; a cookie beside these would need a form's token
        return ANONYMOUS
    name = named_by(request)
    return by_session(request, name) if name else ANONYMOUS


def by_session(request: Any, name: str) -> Who:
    """Return who has the session of this name, ANONYMOUS where it does not hold."""
    session = session_of(request.work, name)
    if session is None:
        return ANONYMOUS
    people = people_of(site_of(request))
    user = people.user(session.user)
    if user is None or not holds(session, user, request.now, request.settings.security):
        return ANONYMOUS
    if is_to_be_noted(session, request.now, request.settings.security):
        _note_seen(request.registry, name, request.now)
    return people.who(user)


def _note_seen(registry: Any, name: str, now: datetime) -> None:
    # in a transaction of its own: what only reads is never committed
    in_work(registry, lambda work: note_seen(work, name, now))


def by_header(request: Any) -> Who:
    """Return who says so in the header `Authorization`. Raises HTTPUnauthorized and its like."""
    bearer = bearer_of(request)
    return by_bearer(request, bearer) if bearer else by_basic(request)


def bearer_of(request: Any) -> str:
    """Return the token that a request brings (RFC 6750, section 2.1), "" for none."""
    scheme, _, token = request.environ.get("HTTP_AUTHORIZATION", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def by_bearer(request: Any, token: str) -> Who:
    """Return who has this token: one that he made, or the name of a session, which no cookie holds."""
    if is_token(token):
        return by_token(request, token)
    who = by_session(request, token) if is_name(token) else ANONYMOUS
    if not who.is_known:
        raise refused_token(request, token, "This token does not hold, or no more.")
    return who


def by_basic(request: Any) -> Who:
    """Return who says so by HTTP Basic (RFC 7617), which is taken over https only."""
    if request.scheme != "https":
        raise HTTPUnauthorized("HTTP Basic is taken over https only", headers=CHALLENGE)
    given = _credentials(request)
    people = people_of(site_of(request))
    try:
        user = _authenticated(request, people, given)
    except (Refused, Busy) as error:
        raise denied(error, CHALLENGE) from error
    return people.who(user)


def _authenticated(request: Any, people: People, given: Credentials) -> User:
    try:
        return authenticate_again(request.registry, people, given, request.now)
    except Refused as error:
        why = f"HTTP Basic: {error}"
        # what is nobody's name may be a password that stands in the wrong place
        user = find_user(people, given.name)
        name, uid = (user.name, user.uid) if user is not None else ("", "")
        note_failure(request.registry, name, given.address, request.id, why, account=uid)
        raise


def _credentials(request: Any) -> Credentials:
    scheme, _, encoded = request.environ["HTTP_AUTHORIZATION"].partition(" ")
    try:
        decoded = b64decode(encoded.strip(), validate=True).decode("utf-8")
    except (NoBase64, ValueError):
        decoded = ""
    name, colon, password = decoded.partition(":")
    if scheme.lower() != "basic" or not colon:
        raise HTTPUnauthorized("these are no credentials for HTTP Basic", headers=CHALLENGE)
    return Credentials(name, password, request.remote_addr or "")


def identify_factory(handler: Callable[[Any], Any], registry: Any) -> Callable[[Any], Any]:
    """Tween, below the one that makes errors into pages: find out who asks where that can fail, or matters."""

    def identify(request: Any) -> Any:
        if "HTTP_AUTHORIZATION" in request.environ:
            # set first: the page of an error asks, too
            request.__dict__["who"] = ANONYMOUS
            request.__dict__["who"] = by_header(request)
        if request.method not in SAFE_METHODS:
            act_as(request.tm.get(), actor_for(request, request.who))
        return handler(request)

    return identify


def actor_for(request: Any, who: Who) -> Actor:
    """Return who is behind what a request changes."""
    return Actor(who.uid, who.name, request.remote_addr or "", request.id)
