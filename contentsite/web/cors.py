"""Scripts of other sites that may use the JSON face from a browser (Fetch standard, section 3.2: CORS).

Cookies never count for them: no answer allows credentials, so that they say who somebody is by a header or
not at all. Without the setting `contentsite.api.origins` there are none, and nothing of this happens.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from pyramid.response import Response

from .face import API, face_of
from .registry import settings_of

METHODS: Final = "GET, HEAD, POST, PUT, PATCH, DELETE"
TAKEN: Final = "Accept, Authorization, Content-Type, If-Match, If-None-Match, Prefer"
"""The headers that such a script may send."""
TOLD: Final = "ETag, Location, Preference-Applied, Retry-After, X-Request-Id"
"""The headers that it may read, besides those that all may."""
SECONDS: Final = "600"
_ASKED: Final = "HTTP_ACCESS_CONTROL_REQUEST_METHOD"


def cors_factory(handler: Callable[[Any], Any], registry: Any) -> Callable[[Any], Any]:
    """Tween, above the one that makes errors into pages: answer preflights, and mark the answers that may be read."""
    origins = frozenset(settings_of(registry).api.origins)
    if not origins:
        return handler

    def share(request: Any) -> Any:
        origin = request.environ.get("HTTP_ORIGIN", "")
        if request.method == "OPTIONS" and _ASKED in request.environ and origin in origins:
            return _preflight(origin)
        response = handler(request)
        if face_of(request.environ) == API:
            # whatever the origin: a cache must not give one the answer to another
            response.headers["Vary"] = "Accept, Origin"
            if origin in origins:
                response.headers["Access-Control-Allow-Origin"] = origin
                response.headers["Access-Control-Expose-Headers"] = TOLD
        return response

    return share


def is_welcome(environ: Mapping[str, Any], origins: frozenset[str]) -> bool:
    """Tell whether a script of another site may send this: one of those, and in nobody's session.

    A cookie beside a header that says who somebody is does not count.
    """
    is_by_header = "HTTP_AUTHORIZATION" in environ or "HTTP_COOKIE" not in environ
    return environ.get("HTTP_ORIGIN") in origins and face_of(environ) == API and is_by_header


def _preflight(origin: str) -> Response:
    return Response(
        status=204,
        content_type=None,
        headers={
            "Access-Control-Allow-Origin": origin,
            "Access-Control-Allow-Methods": METHODS,
            "Access-Control-Allow-Headers": TAKEN,
            "Access-Control-Max-Age": SECONDS,
            "Vary": "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        },
    )
