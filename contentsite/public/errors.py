"""What is shown when there is nothing to show: 301 for old addresses, 400, 403, 404, 500 and their like."""

from __future__ import annotations

import logging
from html import escape
from pathlib import Path
from typing import Any, Final

from pyramid.config import Configurator
from pyramid.exceptions import BadCSRFToken, PredicateMismatch, URLDecodeError
from pyramid.httpexceptions import (
    HTTPBadRequest,
    HTTPClientError,
    HTTPException,
    HTTPForbidden,
    HTTPInternalServerError,
    HTTPMethodNotAllowed,
    HTTPNotFound,
    HTTPServerError,
)
from pyramid.renderers import render_to_response
from pyramid.response import Response
from ZODB.POSException import POSKeyError

from contentsite.page.static import static_url
from contentsite.sentence import _
from contentsite.storage.past import forget_beginning
from contentsite.tree.node import Node, lineage
from contentsite.web.arguments import InvalidArguments, told
from contentsite.web.catalogue import catalogue_of
from contentsite.web.guard import ForeignForm
from contentsite.web.json_error import finished, json_error, reason_of
from contentsite.web.language import direction, for_browser
from contentsite.web.local import sign_in_address
from contentsite.web.moved import is_in_site, moved, new_address
from contentsite.web.past import NoSuchPast, database_of, leave, reach
from contentsite.web.refusal import note_refusal
from contentsite.web.request import Request

from .match import matches

LOG = logging.getLogger(__name__)
TEMPLATES: Final = "contentsite:public/templates/"
_BROKEN: Final = (Path(__file__).parent / "templates" / "server_error.html").read_text(
    encoding="utf-8"
)

_SAID: Final = {
    "heading": _("Something went wrong here"),
    "lead": _(
        "It is our fault, not yours. It has been noted, and nothing of yours was changed. Please try again in a minute."
    ),
    "give": _("If you write to us about it, give this number:"),
    "go": _("Go to the home page"),
}


def not_found(error: HTTPNotFound, request: Request) -> Any:
    """Lead an old address to where its page is now; else answer 404 with what matches the address's words.

    What there is but may not be seen is answered as what there is not, but for its number. A page that
    may be seen answers 405 to a method that it does not know.
    """
    if _is_only_read(error, request):
        only_read = HTTPMethodNotAllowed(
            "This page can only be read.", headers={"Allow": "GET, HEAD"}
        )
        return _answer(request, only_read, "bad_request", problems=(), reason=reason_of(only_read))
    target = new_address(request)
    if target is not None:
        return moved(target)
    absent = HTTPNotFound(_("There is no such page."))
    shown_at = _nearest_seen(request)
    if shown_at is None:
        return _answer(request, absent, "closed" if is_in_site(request) else None)
    request.context = shown_at
    return _answer(request, absent, "not_found", matches=matches(request))


def _is_only_read(error: HTTPNotFound, request: Request) -> bool:
    """Tell whether a view was found for the address, but not for the method."""
    if not isinstance(error, PredicateMismatch) or request.method in ("GET", "HEAD"):
        return False
    return bool(is_in_site(request) and request.has_permission("view", request.context))


def forbidden(error: HTTPForbidden, request: Request) -> Any:
    """Answer 404 to visitors, who must not learn what exists, and 403 to those who are signed in."""
    note_refusal(request, reason_of(error))
    if request.authenticated_userid is None:
        return not_found(HTTPNotFound(), request)
    return _answer(request, error, _around(request, "forbidden"))


def foreign_form(error: HTTPClientError, request: Request) -> Any:
    """Answer 403 to a form that another site sent, or that was made for another session than this one."""
    reason = (
        reason_of(error)
        if isinstance(error, ForeignForm)
        else _(
            "This form is not valid any more: you have signed in or out since, or your browser"
            " keeps no cookies. Nothing was done. Go back, reload the page, and send it again."
        )
    )
    note_refusal(request, reason_of(error))
    refused = HTTPForbidden(reason)
    template = _around(request, "bad_request")
    return _answer(request, refused, template, problems=(), reason=reason)


def bad_request(error: HTTPClientError, request: Request) -> Any:
    """Answer what was wrong with a request."""
    problems = error.problems if isinstance(error, InvalidArguments) else ()
    template = _around(request, "bad_request")
    return _answer(request, error, template, problems=problems, reason=reason_of(error))


def undecodable(_error: URLDecodeError, request: Request) -> Any:
    """Answer 400 to an address that is no UTF-8."""
    return _answer(request, HTTPBadRequest(_("The address is not UTF-8.")), None)


def unavailable(error: HTTPServerError, request: Request) -> Response:
    """Answer what a view says that it cannot do now."""
    return _incident(request, error)


def broken(error: Exception, request: Request) -> Response:
    """Answer 500 with a number that the log has, too; uses no database, which may be what is broken."""
    LOG.error("incident %s", request.id, exc_info=error)
    return _incident(request, HTTPInternalServerError(_("Something went wrong here.")))


def lost(error: POSKeyError, request: Request) -> Any:
    """Answer where a part of the past was packed away; elsewhere that is an error like any other."""
    if not request.looks_back:
        return broken(error, request)
    # it may have been packed since it was looked up where the past begins
    forget_beginning(database_of(request))
    if request.past is not None:
        leave(request)
    said = request.translate("Of that moment not everything is kept.")
    return no_moment(NoSuchPast(f"{said} {reach(request)}"), request)


def no_moment(error: NoSuchPast, request: Request) -> Any:
    """Answer that there is nothing to see of a moment, and from when on there is."""
    choose = f"{request.mount}/@@at"
    template = _around(request, "no_moment")
    return _answer(request, error, template, reason=reason_of(error), choose=choose)


def _nearest_seen(request: Request) -> Node | None:
    """Return the page around an error: the last node on the way that may be seen, None where none is.

    Who may see nothing of the past is answered by a page of today.
    """
    found = _last_seen(request)
    if found is None and request.past is not None:
        leave(request)
        found = _last_seen(request)
    return found


def _last_seen(request: Request) -> Node | None:
    if not is_in_site(request):
        return None
    context = request.context if isinstance(request.context, Node) else request.home
    for node in lineage(context):
        if request.has_permission("view", node):
            return node if request.is_below_home(node) else None
    return None


def _around(request: Request, template: str) -> str | None:
    """Return the template of an error; None where no page can be around, since nothing may be seen."""
    return template if _nearest_seen(request) else None


def _answer(request: Request, error: HTTPException, template: str | None, **values: Any) -> Any:
    """Answer in the form that was asked for; without a template where no page can be around."""
    if _wants_json(request):
        return json_error(error, errors=told(values.get("problems", ())))
    if template is None:
        response = Response(f"{reason_of(error)}\n", content_type="text/plain", charset="utf-8")
    else:
        values |= {"context": None, "incident": request.id, "status": error.status_int}
        values["sign_in_url"] = None if request.who.is_known else sign_in_address(request)
        response = render_to_response(f"{TEMPLATES}{template}.jinja2", values, request=request)
    return finished(response, error)


def _incident(request: Request, error: HTTPServerError) -> Response:
    if _wants_json(request):
        return json_error(error, incident=request.id)
    language = for_browser(request)
    said = catalogue_of(request.registry, language)
    words = {
        "static": static_url(request.registry, request.mount, ""),
        "home": request.mount + "/",
        "language": language,
        "direction": direction(language),
        **{mark: escape(said[text]) for mark, text in _SAID.items()},
        "incident": request.id,
    }
    page = _BROKEN
    for mark, text in words.items():
        page = page.replace(f"{{{mark}}}", text)
    return finished(Response(page), error)


def _wants_json(request: Request) -> bool:
    offers = request.accept.acceptable_offers(["text/html", "application/json"])
    return bool(offers) and offers[0][0] == "application/json"


def includeme(config: Configurator) -> None:
    """Register the pages of errors."""
    config.add_notfound_view(not_found)
    config.add_forbidden_view(forbidden)
    config.add_exception_view(bad_request, context=HTTPClientError)
    for kind in (BadCSRFToken, ForeignForm):
        config.add_exception_view(foreign_form, context=kind)
    config.add_exception_view(undecodable, context=URLDecodeError)
    config.add_exception_view(unavailable, context=HTTPServerError)
    config.add_exception_view(no_moment, context=NoSuchPast)
    config.add_exception_view(lost, context=POSKeyError)
    # not for what will be tried again: its answer is thrown away, and it must not be logged as an incident
    config.add_exception_view(broken, context=Exception, retryable_error=False)
