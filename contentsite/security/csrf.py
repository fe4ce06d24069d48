"""Requests that other sites make browsers send (OWASP: cross-site request forgery).

Each form carries a token that belongs to the cookie; beside it the headers are asked that a browser
sends about where a form came from.
"""

from __future__ import annotations

from typing import Any

from pyramid.interfaces import ICSRFStoragePolicy
from zope.interface import implementer

from .cookie import is_token, named_by, token_of

FIELD = "csrf_token"
HEADER = "X-CSRF-Token"


@implementer(ICSRFStoragePolicy)
class TokenOfCookie:
    """Pyramid's policy: the token follows from the cookie and the site's secret; nothing is stored."""

    def new_csrf_token(self, request: Any) -> str:
        """Return the token: there is one a session."""
        return self.get_csrf_token(request)

    def get_csrf_token(self, request: Any) -> str:
        """Return the token that the forms of this answer carry."""
        token: str = request.csrf_token
        return token

    def check_csrf_token(self, request: Any, supplied_token: str) -> bool:
        """Tell whether the token of a form belongs to the cookie that came with it."""
        # what was uploaded in its place is none
        is_text = isinstance(supplied_token, str)
        return is_text and is_token(secret_of(request), named_by(request), supplied_token)


def secret_of(request: Any) -> str:
    """Return the secret of the site."""
    secret: str = request.settings.security.secret.get_secret_value()
    return secret


def token_for(request: Any, name: str) -> str:
    """Return the token of the forms for who has the cookie of this name."""
    return token_of(secret_of(request), name)


def is_needed(request: Any) -> bool:
    """Tell whether a request has to carry a token: not where a script says who it is in a header of its own."""
    return "HTTP_AUTHORIZATION" not in request.environ


def is_foreign(environ: dict[str, Any], origin: str) -> bool:
    """Tell whether a browser says that another site made it send this (RFC 6454; Fetch Metadata).

    A page that sends no referrer has the origin "null", as a sandboxed one has: only what the
    browser says of the site can tell them apart.
    """
    site, sent = environ.get("HTTP_SEC_FETCH_SITE"), environ.get("HTTP_ORIGIN", origin)
    if site is None:
        return bool(sent != origin)
    return site not in ("same-origin", "none") or sent not in (origin, "null")
