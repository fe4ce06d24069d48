"""One field checked when it is left: the address of the form, asked with the header `X-Checks` and the control's name.

A header and no parameter: which view answers is known before the form is read.
"""

from __future__ import annotations

import re
from typing import Any, Final

from pydantic import ValidationError
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest, HTTPNotFound

from contentsite.admin.screen import TEMPLATES, for_the_known
from contentsite.blocks import blocks_of
from contentsite.declaration import types_of
from contentsite.editing.details import Details
from contentsite.schema.spec import FieldSpec
from contentsite.schema.typed import Typed
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.versions.working import as_edited
from contentsite.web.request import Request

from .control import ABSENT, Control
from .problem import words
from .widget import PREFIX, Place

HEADER: Final = "X-Checks"
_IN_BLOCK: Final = re.compile(rf"({PREFIX}\w+\.\d{{1,9}})\.(\w+)", re.ASCII)


def check(context: Node, request: Request) -> dict[str, Any]:
    """Say what is wrong with one field of a node, if anything is."""
    return _said(request, type(context), as_edited(context))


def check_new(_context: Container, request: Request) -> dict[str, Any]:
    """Say what is wrong with one field of a new node."""
    name = request.subpath[0] if len(request.subpath) == 1 else ""
    info = types_of(request.registry).of(name)
    if info is None:
        raise HTTPNotFound("there is no such type")
    return _said(request, info.cls, None)


def _said(request: Request, cls: type[Typed], node: Any) -> dict[str, Any]:
    control = Control(_place(request, cls, node, request.headers[HEADER]))
    return {"key": control.key, "error": _reason(control, request)}


def _place(request: Request, cls: type[Typed], node: Any, key: str) -> Place:
    """Return what a control is for: a field of the node, or one of a block. Raises HTTPBadRequest."""
    inside = _IN_BLOCK.fullmatch(key)
    if inside is None:
        return Place(request, _spec(cls, key), node)
    info = blocks_of(request.registry).get(str(request.POST.get(f"{inside[1]}-kind", "")))
    spec = info.cls.fields().get(inside[2]) if info else None
    if spec is None:
        raise HTTPBadRequest(f"{HEADER}: there is no such field")
    return Place(request, spec, None, f"{inside[1]}.")


def _reason(control: Control, request: Request) -> str:
    """Return what is wrong with what was sent for a control, "" for nothing."""
    try:
        value = control.take(request.POST)
        if value is not ABSENT:
            control.spec.adapter.validate_python(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        return words(request.translate, first, is_text=isinstance(control.present, str))
    except ValueError as error:
        return request.translate(str(error))
    return ""


def _spec(cls: type[Typed], key: str) -> FieldSpec:
    """Return the field of a control; HTTPBadRequest where there is none."""
    known = {**Details.fields(), **cls.fields()}
    spec = known.get(key.removeprefix(PREFIX)) if key.startswith(PREFIX) else None
    if spec is None:
        raise HTTPBadRequest(f"{HEADER}: there is no such field")
    return spec


def includeme(config: Configurator) -> None:
    """Register the view beside the two forms."""
    for view, context, name in ((check, Node, "edit"), (check_new, Container, "add")):
        config.add_view(
            view,
            context=context,
            name=name,
            permission=name,
            request_method="POST",
            header=HEADER,
            renderer=f"{TEMPLATES}check.jinja2",
            decorator=for_the_known,
        )
