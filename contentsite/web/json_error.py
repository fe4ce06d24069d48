"""An error as programs are told it: `{"type", "message"}` and what belongs to this one."""

from __future__ import annotations

from typing import Any, Final

from pyramid.httpexceptions import HTTPException
from pyramid.response import Response

_KEPT: Final = ("Allow", "Retry-After", "WWW-Authenticate")
"""Headers that belong to the meaning of an error."""


def json_error(error: HTTPException, **more: Any) -> Response:
    """Return the answer to an error; of what else is known of it that which is not empty."""
    told = {name: value for name, value in more.items() if value}
    kind = error.title.replace(" ", "")
    response = Response(json_body={"type": kind, "message": reason_of(error), **told})
    return finished(response, error)


def reason_of(error: HTTPException) -> str:
    """Return what an error says of itself."""
    return str(error.detail or error.title)


def finished(response: Response, error: HTTPException) -> Response:
    """Return the answer to an error with its status and headers; nothing keeps it."""
    response.status_int = error.status_int
    response.headers["Cache-Control"] = "no-store"
    for name in _KEPT:
        if name in error.headers:
            response.headers[name] = error.headers[name]
    return response
