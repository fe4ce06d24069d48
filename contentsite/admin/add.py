"""`@@add`: choosing what to add to a folder; `@@add/TYPE`: the form of a new node."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound

from contentsite.declaration import TypeInfo
from contentsite.editing.adding import made
from contentsite.editing.details import details_of
from contentsite.editing.places import addable_types
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.web.request import Request

from .flash import add_messages, go
from .form.form import Form
from .screen import add_screen, wrong


def show(context: Container, request: Request) -> dict[str, Any]:
    """Show the types that may be added here, or the empty form of the one that the address names."""
    if not request.subpath:
        return {"types": addable_types(request, context), "form": None, "info": None}
    info = _chosen(context, request)
    return {"types": (), "form": _form(request, info), "info": info}


def save(context: Container, request: Request) -> Any:
    """Make a node of what was typed."""
    info = _chosen(context, request)
    form = _form(request, info)
    values = form.take(request.POST)
    node = _made(request, info, form, values)
    if node is None or form.problems:
        return wrong(request, {"types": (), "form": form, "info": info})
    context.add_titled(node, unicode=request.settings.site.unicode_names)
    # what is public at once is nothing that its owner may still edit
    may_edit = request.has_permission("edit", node)
    where = (node, "@@edit") if may_edit else (context, "@@contents")
    return go(request, request.view_address(*where), "added", node)


def _form(request: Request, info: TypeInfo) -> Form:
    return Form(request, info.cls, None, details_of(info.cls))


def _made(request: Request, info: TypeInfo, form: Form, values: Any) -> Node | None:
    try:
        return made(request, info, values)
    except ValidationError as error:
        form.refuse(error)
        return None


def _chosen(context: Container, request: Request) -> TypeInfo:
    """Return the type that the address names; HTTPNotFound where it may not be added here."""
    known = {info.name: info for info in addable_types(request, context)}
    info = known.get(request.subpath[0]) if len(request.subpath) == 1 else None
    if info is None:
        raise HTTPNotFound("there is no such type here")
    return info


def includeme(config: Configurator) -> None:
    """Register the screen, and let a type follow it in addresses."""
    add_screen(config, "add", "add", show=show, save=save, context=Container)
    config.add_subpath_view("add")
    add_messages(config, {"added": "“{title}” was added."})
