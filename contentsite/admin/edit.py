"""`@@edit`: the form of a node."""

from __future__ import annotations

from typing import Any, Final

from pydantic import ValidationError
from pyramid.config import Configurator

from contentsite.tree.node import Node
from contentsite.web.request import Request

from .flash import add_messages, go
from .form.details import checked, details_of, parted, set_details
from .form.form import Form
from .screen import add_screen, wrong

CHANGED: Final = (
    "Someone else has changed this since you opened it. What you typed is still here; if you save it"
    " again it replaces what the other one wrote."
)


def show(context: Node, request: Request) -> dict[str, Any]:
    """Show the form."""
    return _values(context, _form(context, request))


def save(context: Node, request: Request) -> Any:
    """Store what was typed, or say what is wrong with it."""
    form = _form(context, request)
    values = form.take(request.POST)
    if request.POST.get("version", version_of(context)) != version_of(context):
        form.object_to(CHANGED)
    if not form.problems:
        try:
            own, details = parted(values)
            details = checked(context, details)
            context.update(own)
            set_details(context, details)
        except ValidationError as error:
            form.refuse(error)
    if form.problems:
        return wrong(request, _values(context, form))
    return go(request, request.view_address(context, "@@edit"), "saved", context)


def _form(node: Node, request: Request) -> Form:
    return Form(request, type(node), node, details_of(type(node)))


def version_of(node: Node) -> str:
    """Return what names the stored state of a node: it is another one after each change."""
    node._p_activate()
    return str(node._p_serial.hex())


def _values(node: Node, form: Form) -> dict[str, Any]:
    return {"form": form, "version": version_of(node)}


def includeme(config: Configurator) -> None:
    """Register the screen."""
    add_screen(config, "edit", "edit", show=show, save=save)
    add_messages(config, {"saved": "“{title}” was saved."})
