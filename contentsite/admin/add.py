"""`@@add`: choosing what to add to a folder; `@@add/TYPE`: the form of a new node."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound

from contentsite.declaration import TypeInfo
from contentsite.schema.change import refuse
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.tree.reference import misfits
from contentsite.web.request import Request

from .flash import add_messages, go
from .form.details import checked, details_of, parted
from .form.form import Form
from .places import addable_types
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
    begin(request, node)
    context.add_titled(node, unicode=request.settings.site.unicode_names)
    # what is public at once is nothing that its owner may still edit
    may_edit = request.has_permission("edit", node)
    where = (node, "@@edit") if may_edit else (context, "@@contents")
    return go(request, request.view_address(*where), "added", node)


def begin(request: Request, node: Node) -> None:
    """Note who made a new node, and let it begin in the state that its workflow says."""
    node.owner, node.creator = request.who.uid, request.who.title
    workflow = request.workflows.get(node.__workflow__)
    if workflow is not None:
        node.state = workflow.initial


def _form(request: Request, info: TypeInfo) -> Form:
    return Form(request, info.cls, None, details_of(info.cls))


def _made(request: Request, info: TypeInfo, form: Form, values: Any) -> Node | None:
    try:
        own, details = parted(values)
        details = checked(None, details)
        node = info.cls(**own)
        # it stands nowhere yet, so that it cannot ask what its references lead to
        refuse(info.name, misfits(info.cls.fields(), own, request.site.find))
        for name, value in details.items():
            setattr(node, name, value)
    except ValidationError as error:
        form.refuse(error)
        return None
    return node


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
