"""What is shown when there is nothing to show: 301 for old addresses, 400, 403, 404, 500 and their like."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, Final

from pyramid.config import Configurator
from pyramid.exceptions import URLDecodeError
from pyramid.httpexceptions import (
    HTTPError,
    HTTPException,
    HTTPForbidden,
    HTTPMovedPermanently,
    HTTPNotFound,
)
from pyramid.renderers import render_to_response
from pyramid.response import Response

from contentsite.web.arguments import InvalidArguments
from contentsite.web.request import Request

from .match import matches
from .moved import new_address
from .static import static_url

LOG = logging.getLogger(__name__)
TEMPLATES: Final = "contentsite:public/templates/"
_BROKEN: Final = (Path(__file__).parent / "templates" / "server_error.html").read_text(
    encoding="utf-8"
)


def not_found(error: HTTPNotFound, request: Request) -> Any:
    """Lead an old address to where its page is now; else answer 404 with what matches the address's words."""
    target = new_address(request)
    if target is not None:
        return HTTPMovedPermanently(location=target)
    return _answer(request, 404, "not_found", error, matches=matches(request))


def forbidden(error: HTTPForbidden, request: Request) -> Any:
    """Answer 404 to visitors, who must not learn what exists, and 403 to those who are signed in."""
    if request.authenticated_userid is None:
        return not_found(HTTPNotFound("no such page"), request)
    return _answer(request, 403, "forbidden", error)


def bad_request(error: HTTPError, request: Request) -> Any:
    """Answer what was wrong with a request."""
    problems = error.problems if isinstance(error, InvalidArguments) else ()
    return _answer(
        request,
        error.code,
        "bad_request",
        error,
        problems=problems,
        reason=error.detail or error.title,
    )


def undecodable(error: URLDecodeError, request: Request) -> Any:
    """Answer 400 to an address that is no UTF-8."""
    return _plain(request, 400, "The address is not UTF-8.")


def broken(error: Exception, request: Request) -> Response:
    """Answer 500 with a number that the log has, too; uses no database, which may be what is broken."""
    LOG.error("incident %s", request.id, exc_info=error)
    static = static_url(request.registry, request.prefix, "")
    page = _BROKEN.replace("{incident}", request.id).replace("{static}", static)
    return Response(page, status=500, headers={"Cache-Control": "no-store"})


def _answer(
    request: Request, status: int, template: str, error: HTTPException, **values: Any
) -> Any:
    if _wants_json(request):
        body = {"type": type(error).__name__, "message": error.detail or error.title}
        if values.get("problems"):
            body["errors"] = [
                {"parameter": name, "message": why} for name, why in values["problems"]
            ]
        response = render_to_response("json", body, request=request)
    elif "root" not in request.__dict__:
        return _plain(request, status, error.detail or error.title)
    else:
        values["incident"] = request.id
        response = render_to_response(
            f"{TEMPLATES}{template}.jinja2", {"context": None, **values}, request=request
        )
    response.status_int = status
    response.headers["Cache-Control"] = "no-store"
    return response


def _plain(request: Request, status: int, reason: str) -> Response:
    """Answer without a page around, where the request never reached the site."""
    return Response(f"{reason}\n", status=status, content_type="text/plain", charset="utf-8")


def _wants_json(request: Request) -> bool:
    return (
        bool(request.accept)
        and request.accept.best_match(["text/html", "application/json"]) == "application/json"
    )


def includeme(config: Configurator) -> None:
    """Register the pages of errors."""
    config.add_notfound_view(not_found)
    config.add_forbidden_view(forbidden)
    config.add_exception_view(bad_request, context=HTTPError)
    config.add_exception_view(undecodable, context=URLDecodeError)
    # the last attempt only: an earlier one is thrown away, and must not be logged as an incident
    config.add_exception_view(broken, context=Exception, last_retry_attempt=True)
