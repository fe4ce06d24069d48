"""What programs are told when something is wrong: the same statuses as people, as `{"type", "message"}`."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError
from pyramid.config import Configurator
from pyramid.exceptions import BadCSRFToken, PredicateMismatch, URLDecodeError
from pyramid.httpexceptions import (
    HTTPBadRequest,
    HTTPClientError,
    HTTPConflict,
    HTTPException,
    HTTPForbidden,
    HTTPInternalServerError,
    HTTPMethodNotAllowed,
    HTTPNotFound,
    HTTPServerError,
    HTTPUnauthorized,
)

from contentsite.editing.places import sentence
from contentsite.files.sniff import InvalidFile
from contentsite.security.managers import LastManager
from contentsite.security.people import Nameless, PersonTaken
from contentsite.security.unfit import Unfit
from contentsite.tree.container import NameTaken
from contentsite.tree.move import InvalidMove
from contentsite.tree.name import InvalidName
from contentsite.tree.node import Node
from contentsite.tree.uids import UidTaken
from contentsite.tree.window import InvalidWindow
from contentsite.versions.history import NoVersion
from contentsite.versions.working import NothingChanged
from contentsite.web.arguments import InvalidArguments, told
from contentsite.web.face import API
from contentsite.web.guard import ForeignForm
from contentsite.web.json_error import json_error, reason_of
from contentsite.web.moved import moved, new_address
from contentsite.web.refusal import note_refusal
from contentsite.web.request import Request
from contentsite.workflow.transition import NoTransition

from .body import TOLD, InvalidBody, refused
from .endpoint import OPERATION, endpoints_of
from .precondition import Stale

LOG: Final = logging.getLogger(__name__)
FORBIDDEN: Final = "You may not do this here."
CHALLENGE: Final = {"WWW-Authenticate": 'Bearer realm="contentsite"'}

STATUSES: Final[Mapping[type[Exception], type[HTTPClientError]]] = {
    Unfit: HTTPBadRequest,
    InvalidMove: HTTPBadRequest,
    InvalidName: HTTPBadRequest,
    InvalidFile: HTTPBadRequest,
    InvalidWindow: HTTPBadRequest,
    Nameless: HTTPBadRequest,
    NoTransition: HTTPBadRequest,
    NoVersion: HTTPNotFound,
    NothingChanged: HTTPConflict,
    NameTaken: HTTPConflict,
    UidTaken: HTTPConflict,
    PersonTaken: HTTPConflict,
    LastManager: HTTPConflict,
}
"""How what the product's own functions raise is told: no endpoint has to say it again."""


def not_found(error: HTTPNotFound, request: Request) -> Any:
    """Lead an old address on; answer 405 where only the method is wrong, and 404 else."""
    allowed = _methods(request) if isinstance(error, PredicateMismatch) else ()
    if allowed:
        headers = {"Allow": ", ".join(allowed)}
        return json_error(HTTPMethodNotAllowed("There is no such method here.", headers=headers))
    target = new_address(request)
    if target:
        return moved(target)
    return _told(HTTPNotFound("There is nothing at this address."), request)


def forbidden(error: HTTPForbidden, request: Request) -> Any:
    """Answer 403 to who is known, and 401 to who is not: 404 where he must not learn what exists."""
    note_refusal(request, reason_of(error))
    if request.who.is_known:
        # what Pyramid says of a permission names the view
        by_view = getattr(error, "result", None) is not None
        return _told(HTTPForbidden(FORBIDDEN) if by_view else error, request)
    if _is_seen(request):
        return json_error(HTTPUnauthorized("Say who you are.", headers=CHALLENGE))
    return not_found(HTTPNotFound(), request)


def foreign_form(error: HTTPClientError, request: Request) -> Any:
    """Answer 403 to what another site made a browser send, or came without the token of its session."""
    note_refusal(request, reason_of(error))
    return json_error(HTTPForbidden(reason_of(error)))


def wrong(error: HTTPClientError, request: Request) -> Any:
    """Answer what is wrong with a request."""
    if isinstance(error, InvalidArguments):
        return _told(error, request, errors=told(error.problems))
    if isinstance(error, InvalidBody):
        problems = [_problem(*each) for each in error.errors[:TOLD]]
        return _told(error, request, errors=problems)
    if isinstance(error, Stale):
        response = _told(error, request, changed=error.changed)
        response.headers["ETag"] = f'"{error.present}"'
        return response
    return _told(error, request)


def refused_values(error: ValidationError, request: Request) -> Any:
    """Answer 400 with the fields whose values a type does not take."""
    return wrong(refused(error), request)


def refused_deed(error: Exception, request: Request) -> Any:
    """Answer what speaks against something that was asked for."""
    status = next(STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES)
    return _told(status(sentence(error)), request)


def undecodable(_error: URLDecodeError, request: Request) -> Any:
    """Answer 400 to an address that is no UTF-8."""
    return json_error(HTTPBadRequest("The address is not UTF-8."))


def unavailable(error: HTTPServerError, request: Request) -> Any:
    """Answer what cannot be done now."""
    return json_error(error, incident=request.id)


def broken(error: Exception, request: Request) -> Any:
    """Answer 500 with a number that the log has, too."""
    LOG.error("incident %s", request.id, exc_info=error)
    return unavailable(HTTPInternalServerError("Something went wrong here."), request)


def _told(error: HTTPException, request: Request, **more: Any) -> Any:
    """Return an error, with the operation of a batch that it is about."""
    return json_error(error, operation=request.known.get(OPERATION), **more)


def _problem(field: str, reason: str, kind: str) -> dict[str, str]:
    return {"field": field, "message": reason, "error": kind}


def _is_seen(request: Request) -> bool:
    """Tell whether an endpoint was asked at a node that may be viewed."""
    context = request.__dict__.get("context")
    is_endpoint = str(request.__dict__.get("view_name", "")).startswith(API)
    return (
        is_endpoint and isinstance(context, Node) and bool(request.has_permission("view", context))
    )


def _methods(request: Request) -> tuple[str, ...]:
    """Return the methods of the endpoints at the address, where it is one that may be known of."""
    if not _is_seen(request):
        return ()
    found = {
        each.method
        for each in endpoints_of(request.registry)
        if each.view_name == request.view_name
        and isinstance(request.context, each.signature.context)
        and len(each.signature.path) == len(request.subpath)
        and (request.context is request.home or not each.at_home)
    }
    return tuple(sorted({*found, "HEAD"} if "GET" in found else found))


def includeme(config: Configurator) -> None:
    """Register what answers errors of requests for this face."""
    config.add_notfound_view(not_found, face=API)
    config.add_forbidden_view(forbidden, face=API)
    views: tuple[tuple[type[Exception], Any], ...] = (
        (HTTPClientError, wrong),
        (BadCSRFToken, foreign_form),
        (ForeignForm, foreign_form),
        (ValidationError, refused_values),
        (URLDecodeError, undecodable),
        (HTTPServerError, unavailable),
        *((kind, refused_deed) for kind in STATUSES),
    )
    for context, view in views:
        config.add_exception_view(view, context=context, face=API)
    config.add_exception_view(broken, context=Exception, retryable_error=False, face=API)
