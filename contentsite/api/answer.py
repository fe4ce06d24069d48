"""What an endpoint returned, as a response: JSON, with a tag that names what was answered."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any, Final

from pydantic_core import to_json
from pyramid.response import Response

from contentsite.tree.node import Node
from contentsite.versions.stamp import stamp_of
from contentsite.web.request import Request

MEDIA: Final = "application/json"


def answered(context: Any, request: Request, result: Any) -> Response:
    """Return the response to what an endpoint returned; None has no body.

    An ETag (RFC 9110, section 8.8.3) begins with the stored state of the node, so that any of them
    can be sent back as `If-Match`; after a dot follows what names this very answer.
    """
    if isinstance(result, Response):
        return result
    response = request.response
    if result is None:
        response.status_int = 204
        response.content_type = None
        if request.method != "DELETE":
            _tag_when_stored(context, request, response, "")
        return response
    body = to_json(result)
    response.content_type, response.body = MEDIA, body
    digest = f".{blake2b(body, digest_size=8).hexdigest()}"
    if request.method in ("GET", "HEAD"):
        response.headers["ETag"] = f'"{_stamp(context)}{digest}"'
        response.conditional_response = True
    else:
        _tag_when_stored(context, request, response, digest)
    return response


def _stamp(context: Any) -> str:
    return stamp_of(context) if isinstance(context, Node) else ""


def _tag_when_stored(context: Any, request: Request, response: Response, digest: str) -> None:
    """Name the state that a write leaves, as soon as it has a name: when it is committed."""
    node = request.known.get(WRITTEN, context)

    def tag(is_stored: bool) -> None:
        # what somebody else has changed since is not loaded again
        if is_stored and isinstance(node, Node) and node._p_changed is not None:
            response.headers["ETag"] = f'"{stamp_of(node)}{digest}"'

    request.tm.get().addAfterCommitHook(tag)


WRITTEN: Final = "contentsite.api.written"
"""What an endpoint made or changed in place of the node that it was asked at, in `request.known`."""
