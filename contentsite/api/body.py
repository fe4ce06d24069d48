"""The JSON that a program sends: read strictly, and checked against a model."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError
from pyramid.httpexceptions import HTTPBadRequest, HTTPUnsupportedMediaType

from contentsite.web.request import Request

TOLD: Final = 50
"""So many errors of one body are told."""
LONGEST: Final = 200
"""Characters of the path of a field that are told."""
_MEDIA: Final = "application/json"


class InvalidBody(HTTPBadRequest):  # type: ignore[misc]
    """What was sent is not what is wanted; `errors` has field, reason and kind of each problem."""

    def __init__(self, errors: Iterable[tuple[str, str, str]]) -> None:
        self.errors = tuple(errors)
        told = "; ".join(f"{field}: {reason}" for field, reason, _kind in self.errors[:TOLD])
        super().__init__(told)


def refused(error: ValidationError, *above: str) -> InvalidBody:
    """Return what is told of a refusal by a model; `above` leads to what it is about."""
    return InvalidBody(
        (
            ".".join(map(str, (*above, *each["loc"])))[:LONGEST],
            each["msg"].removeprefix("Value error, "),
            each["type"],
        )
        for each in error.errors(include_url=False, include_input=False, include_context=False)
    )


def fitting(model: TypeAdapter[Any], sent: Any) -> Any:
    """Return what was sent, as its model has it. Raises InvalidBody."""
    try:
        return model.validate_python(sent)
    except ValidationError as error:
        raise refused(error) from error


def parsed(request: Request) -> Any:
    """Return what was sent; nothing sent is an empty object.

    Raises HTTPUnsupportedMediaType for what does not say that it is JSON, and HTTPBadRequest for what
    is none, or has a key twice (RFC 8259, section 4: what that means nobody can say).
    """
    raw: bytes = request.body
    if not raw:
        return {}
    if request.content_type != _MEDIA:
        raise HTTPUnsupportedMediaType(f"send {_MEDIA}, and say so in the Content-Type")
    try:
        found = json.loads(raw, object_pairs_hook=_object, parse_constant=_refuse)
        if b"\\u" in raw:
            # halves of characters, which nothing could be written with
            json.dumps(found, ensure_ascii=False).encode()
    except ValueError as error:
        raise HTTPBadRequest(f"the body is no JSON: {error}"[:300]) from error
    return found


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        times = Counter(name for name, _value in pairs)
        twice = times.most_common(1)[0][0]
        raise ValueError(f"the key {twice[:100]!r} stands there twice")
    return found


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number")
