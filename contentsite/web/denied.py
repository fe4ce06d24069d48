"""What a program is told whose name and password, or token, were not taken."""

from __future__ import annotations

from collections.abc import Mapping

from pyramid.httpexceptions import (
    HTTPException,
    HTTPServiceUnavailable,
    HTTPTooManyRequests,
    HTTPUnauthorized,
)

from contentsite.security.authenticate import Refused, Throttled
from contentsite.security.gate import Busy


def denied(error: Refused | Busy, challenge: Mapping[str, str]) -> HTTPException:
    """Return the error of HTTP; `challenge` says how somebody may say who he is (RFC 9110, 11.6.1)."""
    if isinstance(error, Busy):
        return not_now(error)
    if isinstance(error, Throttled):
        return HTTPTooManyRequests(str(error), headers={"Retry-After": str(error.seconds)})
    return HTTPUnauthorized(str(error), headers=challenge)


def not_now(error: Busy) -> HTTPException:
    """Return the error of HTTP for too many who come at once."""
    return HTTPServiceUnavailable(str(error), headers={"Retry-After": str(error.retry_after)})
