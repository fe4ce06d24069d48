"""Scripts, styles and drawings compressed: each once, kept in the memory, for browsers that take gzip.

The server does not compress. Pages stay as they are: they hold a token and words that visitors choose, which
together are better not compressed (BREACH); that is for the reverse proxy to do, or not.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Any, Final

from pyramid.response import Response

KEPT: Final = "contentsite.static_packed"
PACKED: Final = frozenset(
    {"text/css", "text/javascript", "application/javascript", "image/svg+xml"}
)
LEAST: Final = 512
"""What is shorter gains nothing."""
View = Callable[[Any, Any], Any]


def packed(view: View) -> View:
    """Decorator: answer with the compressed bytes of a static file where that is taken."""

    def answer(context: Any, request: Any) -> Any:
        response = view(context, request)
        if response.content_type not in PACKED:
            return response
        response.vary = ("Accept-Encoding",)
        is_whole = response.status_int == 200 and "Range" not in request.headers
        is_worth_it = (response.content_length or 0) >= LEAST
        return (
            _compressed(request, response)
            if is_whole and is_worth_it and _takes_it(request)
            else response
        )

    return answer


def _takes_it(request: Any) -> bool:
    """Tell whether gzip was asked for: who says nothing may be a program that takes bytes as they come."""
    return "Accept-Encoding" in request.headers and bool(
        request.accept_encoding.acceptable_offers(["gzip"])
    )


def _compressed(request: Any, response: Response) -> Response:
    """Return the same answer with other bytes; the address names the content, so that it is a fit key for them."""
    kept: dict[tuple[str, Any], bytes] = request.registry.setdefault(KEPT, {})
    key = ("/".join(request.subpath), response.last_modified)
    if key in kept:
        # the file was opened to be sent
        response.app_iter.close()
    else:
        kept[key] = gzip.compress(response.body, 9, mtime=0)
    response.body = kept[key]
    response.content_encoding = "gzip"
    return response
