"""The addresses of a batch and of those beside it, as `batching` in an answer has them."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from contentsite.web.request import Request

_PLACE = ("b_start", "after")


class Span(NamedTuple):
    """Where a batch stands among all that there are; `following` is where the next one begins, None for no more."""

    start: int
    size: int
    total: int
    following: int | None


def asked_address(request: Request, address: str) -> str:
    """Return an address with the query of the request."""
    return address + (f"?{request.query_string}" if request.query_string else "")


def batching(request: Request, address: str, span: Span, **key: str) -> dict[str, str]:
    """Return the addresses; what else the query says they say as well. `key` is what leads to the next one besides."""
    others = [pair for pair in request.GET.items() if pair[0] not in _PLACE]

    def at(start: int, **more: str) -> str:
        return f"{address}?{urlencode([*others, ('b_start', start), *more.items()])}"

    found = {
        "@id": asked_address(request, address),
        "first": at(0),
        "last": at(max(0, span.total - 1) // span.size * span.size),
    }
    if span.start:
        found["prev"] = at(max(0, span.start - span.size))
    if span.following is not None:
        found["next"] = at(span.following, **key)
    return found
