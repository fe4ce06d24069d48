"""`@batch`: many operations in one transaction: all of them are done, or none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, NotRequired
from urllib.parse import parse_qsl, unquote

from pydantic import Field
from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound
from typing_extensions import TypedDict
from webob.multidict import MultiDict

from contentsite.security.role import KNOWN
from contentsite.tree.node import Node
from contentsite.web.face import API
from contentsite.web.request import Request
from contentsite.web.traverser import find_below

from .endpoint import OPERATION, Endpoint, endpoint, endpoints_of
from .precondition import check_state
from .shape import Sent

MOST: Final = 5_000
_ALONE: Final = frozenset({"batch", "login", "login-renew", "logout"})
"""What is about the request itself."""


_Key = tuple[str, str, int, type]
"""Name, method, number of segments behind the name, and the type that an endpoint is for."""


class Operation(Sent):
    """What one request would be."""

    method: Literal["POST", "PATCH", "DELETE"]
    path: Annotated[str, Field(max_length=16_000, pattern="^/")]
    """The address of a node, and behind an `@` that of an endpoint: `/news/@move`."""
    body: NotRequired[Any]
    if_match: NotRequired[str]
    """The state that the node is to be in, as the header `If-Match` has it."""


class Operations(Sent):
    """What is to be done, in this order."""

    operations: Annotated[list[Operation], Field(max_length=MOST)]


class Result(TypedDict):
    """What one request would have been answered."""

    status: int
    location: str | None
    body: Any


class Results(TypedDict):
    """The answers, in the order of the operations."""

    results: list[Result]


@endpoint(
    "batch",
    method="POST",
    permission=KNOWN,
    summary="Do many things in one transaction",
    errors=(404, 409, 412),
    at_home=True,
)
def batch(context: Node, request: Request, body: Operations) -> Results:
    """Each is checked like a request of its own. An error names the operation, and nothing is done.

    With `Prefer: return=minimal` the answers have no bodies.
    """
    is_minimal = "return=minimal" in request.headers.get("Prefer", "")
    index = {
        (each.name, each.method, len(each.signature.path), each.signature.context): each
        for each in endpoints_of(request.registry)
        if each.name not in _ALONE
    }
    results = []
    for position, each in enumerate(body["operations"]):
        # what was found out before holds no more
        request.known.clear()
        request.known[OPERATION] = f"operations.{position}"
        request.forget_addresses()
        result = _done(request, index, each)
        results.append(Result(**{**result, "body": None}) if is_minimal else result)
    request.known.clear()
    request.response.status_int = 200
    return {"results": results}


def _done(request: Request, index: Mapping[_Key, Endpoint], operation: Operation) -> Result:
    """Do one operation, and return what a request would have been answered."""
    path, _, query = operation["path"].partition("?")
    names = tuple(map(unquote, filter(None, path.split("/"))))
    node, rest = find_below(request.home, names[1:] if names[:1] == (API,) else names)
    declared = _endpoint(request, index, node, operation["method"], rest)
    if not request.has_permission(declared.permission, node):
        raise HTTPForbidden("You may not do this here.")
    check_state(node, operation.get("if_match", ""))
    asked = MultiDict(parse_qsl(query, keep_blank_values=True))
    values = declared.signature.checked(rest[1:], asked, operation.get("body", {}))
    request.response.status_int, request.response.location = 200, None
    found = declared.function(node, request, **values)
    status = 204 if found is None else request.response.status_int
    return {"status": status, "location": request.response.location, "body": found}


def _endpoint(
    request: Request,
    index: Mapping[_Key, Endpoint],
    node: Node,
    method: str,
    rest: tuple[str, ...],
) -> Endpoint:
    """Return the endpoint that an address names: that of the nearest type. Raises HTTPNotFound."""
    if not rest or (rest[0].startswith("@") and not rest[0].startswith("@@")):
        name, number = (rest[0][1:], len(rest) - 1) if rest else ("", 0)
        for cls in type(node).__mro__:
            found = index.get((name, method, number, cls))
            if found is not None and (node is request.home or not found.at_home):
                return found
    raise HTTPNotFound("There is nothing at this address, or no such method.")
