"""What an operation takes besides a body: segments of the address, the query, and headers."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

from pydantic import ValidationError

from contentsite.web.arguments import Argument

from ..endpoint import Endpoint
from .schemas import Schema

PLACE: Final = "path"
"""The segment that stands for the address of a node."""
HEADERS: Final[dict[str, Schema]] = {
    "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "description": "An ETag that you were answered: nothing is done if the node is another by now (412).",
        "schema": {"type": "string"},
        "example": "*",
    },
    "IfNoneMatch": {
        "name": "If-None-Match",
        "in": "header",
        "description": "An ETag that you were answered: 304 if the answer would be the same.",
        "schema": {"type": "string"},
        "example": '"none"',
    },
    "Prefer": {
        "name": "Prefer",
        "in": "header",
        "description": "`return=representation` (RFC 7240) answers the node as it is then, in place of nothing.",
        "schema": {"type": "string"},
        "example": "return=representation",
    },
}
_NODE: Final[Schema] = {
    "name": PLACE,
    "in": "path",
    "required": True,
    "description": "The path of a node from the home page, such as `news/2026`; a slash in it may stand as `%2F`.",
    "schema": {"type": "string", "minLength": 1, "pattern": "^[^/@+.?#]+$"},
    "example": "news",
}


def parameters(found: list[Endpoint], *, at_node: bool, is_optional: bool) -> list[Schema]:
    """Return the parameters of an operation, which one or several endpoints answer, by the type of the node.

    `is_optional` tells whether it may answer nothing.
    """
    headers = ["IfNoneMatch" if found[0].method == "GET" else "IfMatch"]
    if is_optional:
        headers.append("Prefer")
    own = {each["name"]: each for declared in found for each in _own(declared)}
    linked = [{"$ref": f"#/components/parameters/{name}"} for name in headers]
    return [*([_NODE] if at_node else []), *own.values(), *linked]


def _own(declared: Endpoint) -> Iterator[Schema]:
    known = inspect.signature(declared.function).parameters
    for argument in declared.signature.path:
        yield _parameter(argument, "path", {})
    for argument in declared.signature.query:
        yield _parameter(argument, "query", {"default": known[argument.name].default})


def _parameter(argument: Argument, where: str, more: dict[str, Any]) -> Schema:
    schema = argument.adapter.json_schema()
    if schema.get("type") == "boolean" and _is_flag(argument):
        # named alone it is true
        schema = {"anyOf": [{"type": "boolean"}, {"type": "string", "const": ""}]}
    if not argument.required and more.get("default") not in (None, (), ""):
        schema |= more
    found: Schema = {"name": argument.name, "in": where, "schema": schema}
    if where == "path" or argument.required:
        found["required"] = True
    if where == "path":
        # one segment, and not none
        found["schema"] = {"minLength": 1} | schema if schema.get("type") == "string" else schema
    return found


def _is_flag(argument: Argument) -> bool:
    with suppress(ValidationError):
        return argument.adapter.validate_python("") is True
    return False
