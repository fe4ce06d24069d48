"""The document: all operations of a site, and what they share. See https://spec.openapis.org/oas/v3.1.1."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from itertools import groupby
from typing import Any, Final

from pyramid.security import NO_PERMISSION_REQUIRED

from contentsite.declaration import types_of
from contentsite.security.cookie import NAME
from contentsite.security.csrf import HEADER
from contentsite.security.role import VIEW

from ..answer import MEDIA
from ..endpoint import Endpoint, endpoints_of
from . import answers, parameters
from .examples import Examples
from .schemas import Schema, Schemas

ABOUT: Final = """\
The nodes of this site for programs: at the addresses that their pages have, with `/++api++` before
the path, or with the header `Accept: application/json` and nothing else in it. What is answered, and
what may be sent, follows from the types of the nodes.

Say who you are by a token (`Authorization: Bearer …`), which you make in your account, by HTTP Basic,
or by the session of your browser.
"""
SCHEMES: Final[dict[str, Schema]] = {
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": NAME,
        "description": f"The cookie of a browser that is signed in; over https its name is `__Host-{NAME}`.",
    },
    "csrf": {
        "type": "apiKey",
        "in": "header",
        "name": HEADER,
        "description": "What changes something by a session needs the token that the pages of this site carry.",
    },
    "basic": {"type": "http", "scheme": "basic", "description": "Over https only."},
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token of your account, or one of `@login`. It does what you may do, within its scope.",
    },
}
METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")
_BY_HEADER: Final[list[Schema]] = [{"bearer": []}, {"basic": []}]


def document(registry: Any, server: str) -> Schema:
    """Return the description of a site's endpoints; `server` is the address that their paths follow."""
    endpoints = sorted(endpoints_of(registry), key=_place)
    schemas = Schemas(endpoints, types_of(registry).values())
    paths: dict[str, Schema] = {}
    for _key, group in groupby(endpoints, key=_place):
        found = [*group]
        for path, operation in _operations(found, schemas):
            paths.setdefault(path, {})[found[0].method.lower()] = operation
    tags = dict.fromkeys(tag_of(each) for each in endpoints)
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "contentsite",
            "version": version("contentsite"),
            "description": ABOUT,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": server, "description": "This site"}],
        "tags": [{"name": tag} for tag in tags],
        "paths": paths,
        "components": {
            "schemas": {**schemas.components, "error-answer": answers.ERROR},
            "responses": answers.components(),
            "parameters": parameters.HEADERS,
            "headers": answers.HEADERS,
            "securitySchemes": SCHEMES,
        },
    }


def tag_of(declared: Endpoint) -> str:
    """Return what an endpoint is listed under: the part of this face, or the plug-in, that declares it."""
    parts = declared.function.__module__.split(".")
    return parts[2] if parts[:2] == ["contentsite", "api"] else parts[0]


def _place(declared: Endpoint) -> tuple[str, int]:
    return declared.path, METHODS.index(declared.method)


def _operations(found: list[Endpoint], schemas: Schemas) -> Iterator[tuple[str, Schema]]:
    """Yield the paths at which endpoints of one name and method answer, each with its operation."""
    name = found[0].path
    yield f"/{name}", _operation(found, schemas, at_node=False)
    if not found[0].at_home:
        place = f"/{{{parameters.PLACE}}}"
        yield f"{place}/{name}" if name else place, _operation(found, schemas, at_node=True)


def _operation(found: list[Endpoint], schemas: Schemas, *, at_node: bool) -> Schema:
    own = [schemas.of(each, "answer") for each in found if each.signature.answer is not None]
    may_be_none = any(map(answers.is_optional, own))
    operation: Schema = {
        "operationId": _name(found[0], at_node=at_node),
        "summary": found[-1].summary,
        "description": _words(found),
        "tags": [tag_of(found[0])],
        "parameters": parameters.parameters(found, at_node=at_node, is_optional=may_be_none),
        "security": security(found[0]),
        "responses": answers.responses(found, own, Examples(schemas.components)),
    }
    body = next((each for each in found if each.signature.body is not None), None)
    if body is not None:
        operation["requestBody"] = _body(body, schemas)
    return operation


def _body(declared: Endpoint, schemas: Schemas) -> Schema:
    schema = schemas.of(declared, "body")
    content = {"schema": schema, "example": Examples(schemas.components).of(schema)}
    return {"required": schemas.needs_something(schema), "content": {MEDIA: content}}


def security(declared: Endpoint) -> list[Schema]:
    """Return how one may say who one is: for what changes something a session goes with its token."""
    if declared.permission == NO_PERMISSION_REQUIRED:
        return [{}]
    session: Schema = {"session": []}
    if declared.method != "GET" and declared.needs_token:
        session["csrf"] = []
    nobody: list[Schema] = [{}] if declared.permission == VIEW and declared.method == "GET" else []
    return [*nobody, *_BY_HEADER, session]


def _words(found: Iterable[Endpoint]) -> str:
    docs = dict.fromkeys(inspect.getdoc(each.function) or "" for each in found)
    needed = _permission(found)
    return "\n\n".join(filter(None, [*docs, needed]))


def _permission(found: Iterable[Endpoint]) -> str:
    """Return which permission an operation needs, in a sentence."""
    named = next(iter(found)).permission
    if named == NO_PERMISSION_REQUIRED:
        return ""
    return f"Permission: `{named}`."


def _name(declared: Endpoint, *, at_node: bool) -> str:
    words = [declared.method.lower(), *(declared.name.replace("-", "_").split() or ["node"])]
    words += [f"by_{each.name}" for each in declared.signature.path]
    if not at_node and not declared.at_home:
        words.append("of_home")
    return "_".join(words)
