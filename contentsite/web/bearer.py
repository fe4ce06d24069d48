"""A token in the header `Authorization` (RFC 6750): who asks by it, and what is told where it does not hold."""

from __future__ import annotations

from hashlib import sha256
from typing import Any, Final

from pyramid.httpexceptions import HTTPException, HTTPUnauthorized

from contentsite.security.audit.note import note_failure
from contentsite.security.authenticate import Throttled, count_wrong
from contentsite.security.people import people_of
from contentsite.security.principal import Who
from contentsite.security.token import NoToken, who_has
from contentsite.storage.connection import site_of

from .denied import denied

CHALLENGE: Final = {"WWW-Authenticate": 'Bearer realm="contentsite", error="invalid_token"'}
_OWN_MACHINE: Final = frozenset({"localhost", "127.0.0.1", "::1"})


def by_token(request: Any, token: str) -> Who:
    """Return who has a token that was made on purpose. Raises HTTPUnauthorized and HTTPTooManyRequests.

    It is taken over https, and by a browser's or program's own machine (RFC 6750, section 5.3).
    """
    if request.scheme != "https" and request.domain.strip("[]") not in _OWN_MACHINE:
        raise HTTPUnauthorized("A token is taken over https only.", headers=CHALLENGE)
    try:
        return who_has(people_of(site_of(request)), token, request.now)
    except NoToken as error:
        raise refused_token(request, token, str(error)) from error


def refused_token(request: Any, token: str, why: str) -> HTTPException:
    """Return what is told of a token that does not hold; it is noted, and counted as a wrong password is."""
    address = request.remote_addr or ""
    note_failure(request.registry, "", address, request.id, f"token: {why}")
    shown = sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
    try:
        count_wrong(request.registry, f"token:{shown}", address, request.now)
    except Throttled as error:
        return denied(error, CHALLENGE)
    return HTTPUnauthorized(why, headers=CHALLENGE)
