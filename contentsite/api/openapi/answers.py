"""What an operation answers: its own answer, and what may be wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import Final

from ..answer import MEDIA
from ..endpoint import Endpoint
from .examples import Examples
from .schemas import Schema, ref

ERROR: Final[Schema] = {
    "type": "object",
    "description": "What is wrong.",
    "required": ["type", "message"],
    "properties": {
        "type": {"type": "string", "description": "The name of the status, without spaces."},
        "message": {"type": "string", "description": "What is wrong, for people."},
        "errors": {
            "type": "array",
            "description": "Of what was sent, each field or parameter that is wrong.",
            "items": {
                "type": "object",
                "required": ["message"],
                "properties": {
                    "field": {"type": "string", "description": "Its path, with dots."},
                    "parameter": {"type": "string"},
                    "message": {"type": "string"},
                    "error": {"type": "string", "description": "The kind of the problem."},
                },
            },
        },
        "changed": {
            "type": "array",
            "description": "The fields that were changed meanwhile (412).",
            "items": {"type": "string"},
        },
        "operation": {
            "type": "string",
            "description": "Of many at once, the one that it is about.",
        },
        "incident": {"type": "string", "description": "Name it when you ask for help."},
    },
}
WORDS: Final[dict[int, str]] = {
    400: "What was sent is not what is wanted; `errors` says where.",
    401: "Nobody is signed in, or what was said of it does not hold.",
    403: "This is not allowed to whoever asks.",
    404: "There is nothing at this address, or nothing that may be seen.",
    405: "There is no such method at this node.",
    409: "Something speaks against it as things stand.",
    412: "The node is another by now: see `changed`.",
    413: "The body is too large.",
    415: "The body does not say that it is JSON.",
    429: "It was tried too often; `Retry-After` says when to come back.",
    503: "Others change the same now; try again after `Retry-After` seconds.",
}
HEADERS: Final[dict[str, Schema]] = {
    "ETag": {
        "description": "Names this answer, and the state of the node: for `If-Match` and `If-None-Match`.",
        "schema": {"type": "string"},
    },
    "Location": {
        "description": "The address.",
        "schema": {"type": "string", "format": "uri-reference"},
    },
    "Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}},
    "WWW-Authenticate": {
        "description": "How to say who one is.",
        "schema": {"type": "string"},
    },
    "Allow": {"description": "The methods that there are.", "schema": {"type": "string"}},
}
_OF_ERRORS: Final = {
    401: ("WWW-Authenticate",),
    405: ("Allow",),
    412: ("ETag",),
    429: ("Retry-After",),
    503: (),
}


def components() -> dict[str, Schema]:
    """Return the answers that many operations share."""
    shared = {
        name_of(status): {
            "description": words,
            "headers": _headers(*_OF_ERRORS.get(status, ())),
            "content": {MEDIA: {"schema": ref("error-answer"), "example": _example(status)}},
        }
        for status, words in WORDS.items()
    }
    return {
        **shared,
        "Moved": {"description": "It is elsewhere now.", "headers": _headers("Location")},
        "NotModified": {
            "description": "As it was when it had the ETag that was sent.",
            "headers": _headers("ETag"),
        },
    }


def responses(found: list[Endpoint], schemas: list[Schema], examples: Examples) -> Schema:
    """Return all answers of an operation by status; `schemas` are those of its endpoints' own answers."""
    own: Schema = {}
    bodies = [each for schema in schemas for each in _without_null(schema)]
    bodies = [each for number, each in enumerate(bodies) if each not in bodies[:number]]
    if bodies:
        schema = bodies[0] if len(bodies) == 1 else {"anyOf": bodies}
        content = {"schema": schema, "example": examples.of(schema)}
        status = 201 if found[0].makes else 200
        own[str(status)] = {
            "description": "What was made." if found[0].makes else "What was asked for.",
            "headers": _headers("ETag", *(("Location",) if found[0].makes else ())),
            "content": {MEDIA: content},
        }
    if any(map(is_optional, schemas)) or len(schemas) < len(found):
        own["204"] = {"description": "It is done."}
    linked = {str(status): _linked(name_of(status)) for status in _wrong(found)}
    moved = {"301": _linked("Moved"), "304": _linked("NotModified")}
    return {**own, **(moved if found[0].method == "GET" else {}), **linked}


def is_optional(schema: Schema) -> bool:
    """Tell whether an answer may be none."""
    return {"type": "null"} in schema.get("anyOf", ())


def name_of(status: int) -> str:
    """Return the name of an error, as its `type` has it."""
    return HTTPStatus(status).phrase.replace(" ", "")


def _without_null(schema: Schema) -> Iterator[Schema]:
    if not is_optional(schema):
        yield schema
        return
    yield from (each for each in schema["anyOf"] if each != {"type": "null"})


def _wrong(found: Iterable[Endpoint]) -> list[int]:
    """Return the statuses of what may be wrong: those of each endpoint of its kind, and its own."""
    statuses = {400, 401, 403, 404, 405, 429, 503}
    for each in found:
        statuses.update(each.errors)
        if each.method != "GET":
            statuses.update((412, 413))
        if each.signature.body is not None:
            statuses.update((409, 415))
    return sorted(statuses)


def _example(status: int) -> Schema:
    return {"type": name_of(status), "message": WORDS[status].partition(";")[0]}


def _headers(*names: str) -> Schema:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _linked(name: str) -> Schema:
    return {"$ref": f"#/components/responses/{name}"}
