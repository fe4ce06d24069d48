"""A plug-in whose views do what views do: take arguments, uploads and JSON, fail, and write."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPServiceUnavailable
from pyramid.response import Response

from contentsite import Container, Document, Root, page_view
from contentsite.files.store import store_file
from contentsite.types.file import File


@page_view(Container, name="sum", renderer="json")
def add_up(
    _context: Any,
    _request: Any,
    number: int,
    to: Annotated[int, Field(ge=0, le=99)] = 0,
    also: tuple[int, ...] = (),
    how: Literal["plain", "loud"] = "plain",
    tags: Annotated[tuple[str, ...] | None, Field(max_length=2)] = None,
) -> dict[str, Any]:
    """Return what the arguments were read as."""
    return {"number": number, "to": to, "also": also, "how": how, "tags": tags}


@page_view(Root, name="sum-form", request_method="POST", require_csrf=False, renderer="json")
def sum_form(_context: Any, _request: Any, number: int) -> dict[str, int]:
    """Take an argument from a form."""
    return {"number": number}


@page_view(Root, name="json", request_method="POST", require_csrf=False, renderer="json")
def take_json(_context: Any, request: Any) -> dict[str, str]:
    """Take a body of JSON."""
    return {"kind": type(request.json_body).__name__}


@page_view(
    Container, name="fail", request_method=("GET", "POST"), require_csrf=False, renderer="json"
)
def fail(_context: Any, _request: Any, way: str = "bug") -> Any:
    """Fail in a way that no view should."""
    if way == "busy":
        raise HTTPServiceUnavailable("later", headers={"Retry-After": "60"})
    raise RuntimeError("a secret: /etc/passwd")


@page_view(Container, name="add", request_method="POST", require_csrf=False, renderer="json")
def add(context: Container, _request: Any, name: str) -> dict[str, str]:
    """Add a page."""
    context.add(name, Document(title=name)).publish()
    return {"added": name}


@page_view(Container, name="upload", request_method="POST", require_csrf=False, renderer="json")
def upload(context: Container, _request: Any, name: str, file: Any) -> dict[str, int]:
    """Add a file."""
    stored = store_file(file.file, file.filename)
    context.add(name, File(title=name, file=stored)).publish()
    return {"size": stored.size}


@page_view(Container, name="write-by-get", renderer="json")
def write_by_get(context: Container, _request: Any) -> dict[str, str]:
    """Write although a GET must not."""
    context.update({"title": "written"})
    return {}


@page_view(Root, name="tail")
def tail(_context: Any, request: Any) -> Response:
    """Take what follows the view."""
    return Response("|".join(request.subpath), content_type="text/plain")


def includeme(config: Configurator) -> None:
    """Switch on."""
    config.scan(__name__)
    config.add_subpath_view("tail")
