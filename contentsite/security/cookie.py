"""The cookie that names a session, and the token that forms carry with it.

Before somebody signs in the cookie names nothing yet: it only binds a form to the browser that got
it, so that the sign-in form, too, has a token.
"""

from __future__ import annotations

import hmac
from hashlib import sha256
from typing import Any, Final

from .session import is_name

NAME: Final = "contentsite"
SECURE_NAME: Final = f"__Host-{NAME}"
"""A browser takes a cookie of such a name from this host alone, and over https alone (RFC 6265bis, 4.1.3)."""


def cookie_name(request: Any) -> str:
    """Return the name of the cookie."""
    return SECURE_NAME if request.scheme == "https" else NAME


def named_by(request: Any) -> str:
    """Return what the cookie of a request names; empty where there is none, or one that we never gave."""
    if "HTTP_COOKIE" not in request.environ:
        return ""
    given: str = request.cookies.get(cookie_name(request), "")
    return given if is_name(given) else ""


def send_cookie(request: Any, name: str) -> None:
    """Let the answer to a request set the cookie, for as long as the browser is open (ASVS 3.3)."""

    def send(_request: Any, response: Any) -> None:
        response.set_cookie(
            cookie_name(request),
            name,
            path="/",
            httponly=True,
            samesite="Lax",
            secure=request.scheme == "https",
            overwrite=True,
        )
        # who has a session must not get this answer out of a cache
        response.headers["Cache-Control"] = "no-store"

    request.add_response_callback(send)


def token_of(secret: str, name: str) -> str:
    """Return the token of the forms that are sent to whoever has this cookie."""
    return hmac.new(secret.encode(), b"form:" + name.encode(), sha256).hexdigest()


def is_token(secret: str, name: str, token: str) -> bool:
    """Tell whether a form carries the token of this cookie; takes the same time for all wrong ones."""
    return bool(name) and hmac.compare_digest(token_of(secret, name).encode(), token.encode())
