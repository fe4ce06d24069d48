"""What is refused before the application looks at it: requests that no browser sends.

Pyramid and WebOb answer 500 to some of these, and 200 to others that a proxy may read differently.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import unquote_to_bytes

from pyramid.httpexceptions import (
    HTTPBadRequest,
    HTTPForbidden,
    HTTPMethodNotAllowed,
    HTTPRequestEntityTooLarge,
    HTTPRequestURITooLong,
    HTTPUnsupportedMediaType,
)

from contentsite.security.csrf import is_foreign
from contentsite.sentence import _
from contentsite.settings import WebSettings

from .cors import is_welcome
from .registry import settings_of
from .transaction import SAFE_METHODS

METHODS: Final = frozenset(
    {
        "GET",
        "HEAD",
        "POST",
        "PUT",
        "PATCH",
        "DELETE",
        "OPTIONS",
        "PROPFIND",
        "PROPPATCH",
        "MKCOL",
        "COPY",
        "MOVE",
        "LOCK",
        "UNLOCK",
    }
)
MAX_URL: Final = 16_000
MAX_VALUES: Final = 200_000
"""So many values JSON may have: each that does not fit its model costs the time and memory of an error."""

_PORT = re.compile(r":\d{1,5}$")
# a string that does not end is taken whole: looking for its end from each of its quotes is quadratic
_JSON_MARK = re.compile(rb'"(?:[^"\\]|\\.)*+"?|[\[{\]},]', re.DOTALL)
_BOUNDARY = re.compile(
    # what Python's parser of forms takes; it raises ValueError for all else
    r""";\s*boundary=(?:"[ -~]{0,199}[!-~]"|[!#-:<-~]{1,200})\s*(?:;|$)""",
    re.IGNORECASE,
)
_CHARSET = re.compile(r""";\s*charset="?([^\s";]*)""", re.IGNORECASE)


class ForeignForm(HTTPForbidden):  # type: ignore[misc]
    """Another site made a browser send this."""


def guard_factory(handler: Callable[[Any], Any], registry: Any) -> Callable[[Any], Any]:
    """Tween, below the one that makes errors into pages: let pass what is well formed and meant for us."""
    settings = settings_of(registry)
    web, origins = settings.web, frozenset(settings.api.origins)

    def guard(request: Any) -> Any:
        check_target(request, web)
        if request.method not in SAFE_METHODS:
            check_origin(request, origins)
        if request.environ.get("CONTENT_LENGTH") or request.is_body_readable:
            check_body(request, web)
        return handler(request)

    return guard


def check_origin(request: Any, origins: frozenset[str]) -> None:
    """Raise ForeignForm for a write that another site made a browser send, and is none of those that may."""
    environ = request.environ
    if is_foreign(environ, request.host_url) and not is_welcome(environ, origins):
        raise ForeignForm(_("This was sent from another site, and nothing was done."))


def check_target(request: Any, web: WebSettings) -> None:
    """Raise an HTTP error for a method, host or address that is not for this site."""
    environ = request.environ
    if environ["REQUEST_METHOD"] not in METHODS:
        raise HTTPMethodNotAllowed(
            _("this method is not used here"), headers={"Allow": ", ".join(sorted(METHODS))}
        )
    if not is_allowed_host(environ.get("HTTP_HOST", ""), web.hosts):
        raise HTTPBadRequest(
            _("this site does not answer to that host name (contentsite.web.hosts)")
        )
    if len(environ.get("PATH_INFO", "")) + len(environ.get("QUERY_STRING", "")) > MAX_URL:
        raise HTTPRequestURITooLong(_("the address is too long"))
    if "HTTP_TRANSFER_ENCODING" in environ:
        raise HTTPBadRequest(_("this transfer coding is not used here"))
    check_charset(environ.get("CONTENT_TYPE", ""))
    check_text(environ)


def check_text(environ: dict[str, Any]) -> None:
    """Raise HTTPBadRequest for an address that is not UTF-8 or has a null byte."""
    try:
        path = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8")
        query = environ.get("QUERY_STRING", "").encode("latin-1")
        words = unquote_to_bytes(query).decode("utf-8")
    except UnicodeError as error:
        raise HTTPBadRequest(_("the address is not UTF-8")) from error
    if "\0" in path or "\0" in words:
        raise HTTPBadRequest(_("the address has a null byte"))
    if path and not path.startswith("/"):
        raise HTTPBadRequest(_("the address is no path"))


def is_allowed_host(host: str, allowed: tuple[str, ...]) -> bool:
    """Tell whether a Host header names this site: the port does not matter, `*.` stands for one or more labels."""
    name = _PORT.sub("", host).lower()
    return any(
        name == each or (each.startswith("*.") and name.endswith(each[1:])) for each in allowed
    )


def check_body(request: Any, web: WebSettings) -> None:
    """Raise an HTTP error for a body that is too large, too deep, or not what it says."""
    length = request.environ.get("CONTENT_LENGTH", "")
    if length and not (length.isascii() and length.isdigit()):
        raise HTTPBadRequest(_("the length of the body is no number"))
    if int(length or 0) > web.max_body:
        raise HTTPRequestEntityTooLarge(
            _(
                "This is too large: the site takes up to {size} MB at once. Nothing was changed."
                " Go back, and send less.",
                size=format(web.max_body / 1e6, ".1f"),
            )
        )
    kind = request.headers.get("Content-Type", "")
    media = kind.partition(";")[0].strip().lower()
    if media.startswith("multipart/") and not _BOUNDARY.search(kind):
        raise HTTPBadRequest(_("the multipart body names no boundary"))
    if media.endswith("json"):
        check_json(request.body, web.max_json_depth)


def check_charset(kind: str) -> None:
    """Raise HTTPUnsupportedMediaType for what is not UTF-8: WebOb reads no query then, and no depth is seen."""
    found = _CHARSET.search(kind)
    if found and found[1].lower() not in ("utf-8", "utf8"):
        raise HTTPUnsupportedMediaType(_("what is sent must be UTF-8"))


def check_json(body: bytes, depth: int) -> None:
    """Raise HTTPBadRequest for JSON nested deeper than allowed, or of too many values.

    It is linear, and done before any parser recurses.
    """
    level = values = 0
    for found in _JSON_MARK.finditer(body):
        mark = found[0][:1]
        level += 1 if mark in b"[{" else -1 if mark in b"]}" else 0
        values += mark == b","
        if level > depth:
            raise HTTPBadRequest(f"JSON may be nested {depth} deep here")
    if values >= MAX_VALUES:
        raise HTTPBadRequest(f"JSON may have {MAX_VALUES:,} values here")
