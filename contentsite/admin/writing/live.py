"""The page beside its form, as it would look with what is typed now: drawn by its own template, stored nowhere.

A script asks again after each keystroke and puts the answer into a frame of the same screen.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from pydantic import ValidationError
from pyramid.config import Configurator
from pyramid.response import Response

from contentsite.declaration import TypeInfo
from contentsite.editing.adding import made
from contentsite.editing.details import details_of, parted
from contentsite.sentence import _
from contentsite.tree.container import Container
from contentsite.tree.name import slug
from contentsite.tree.node import Node
from contentsite.versions.history import last_of
from contentsite.versions.working import as_edited, stand_in
from contentsite.web.headers import POLICY
from contentsite.web.request import Request

from ..form.form import Form
from ..screen import for_the_known
from ..versions.preview import page_of, version_address
from .choosing import chosen

FRAMED: Final = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
"""A screen of this site may show these pages in a frame, and these alone."""


def live(context: Node, request: Request) -> Any:
    """Show the page as those who edit it see it, or with what is typed."""
    edited = as_edited(context)
    if request.method != "POST":
        return _framed(request, edited, _address(request, context))
    form = Form(request, type(context), edited, details_of(type(context)))
    values, _details = parted(form.take(request.POST))
    try:
        checked = edited.checked(values) if not form.problems else {}
    except ValidationError as error:
        form.refuse(error)
    if form.problems:
        return _kept(request, form)
    node = stand_in(edited, checked)
    return _framed(request, node, _address(request, context))


def live_new(context: Container, request: Request) -> Any:
    """Show a new page with what is typed."""
    info = chosen(context, request)
    form = Form(request, info.cls, None, details_of(info.cls))
    values = form.take(request.POST)
    title = next(each for each in form.controls if each.spec.name == "title")
    if not title.text.strip():
        # what has no title yet is shown all the same
        title.error, values = "", {**values, "title": request.translate("(untitled)")}
    try:
        node = _made(request, context, info, values) if not form.problems else None
    except ValidationError as error:
        form.refuse(error)
        node = None
    if node is None:
        return _kept(request, form)
    return _framed(request, node, "")


def _made(request: Request, folder: Container, info: TypeInfo, values: Any) -> Node:
    """Return a new page that looks as if it stood in its folder, which knows nothing of it."""
    node = made(request, info, values)
    node.__parent__ = folder
    node.__name__ = slug(node.title, unicode=request.settings.site.unicode_names)
    return node


def _address(request: Request, node: Node) -> str:
    """Return where the bytes of the pictures are that the page has for those who edit it."""
    last = last_of(node)
    return version_address(request, node, last.number if last else 1)


def _framed(request: Request, node: Node, address: str) -> Any:
    # whatever drawing it does: nothing of it is stored
    request.tm.doom()
    response = page_of(request, node, address)
    if response.status_int != HTTPStatus.OK:
        said = request.translate("This page leads elsewhere: there is nothing to preview.")
        return Response(json_body={"said": said}, status=422)
    response.headers["Content-Security-Policy"] = FRAMED
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _kept(request: Request, form: Form) -> Any:
    """Return the answer after which the frame stays as it is: what is typed now is nothing that can be shown."""
    labels = ", ".join(dict.fromkeys(each.label or each.reason for each in form.problems))
    said = request.translate(_("The preview waits for: {fields}", fields=labels))
    return Response(json_body={"said": said}, status=422)


def includeme(config: Configurator) -> None:
    """Register both; who may edit or add may see what that would give."""
    asked = {"decorator": for_the_known}
    config.add_view(
        live,
        context=Node,
        name="live",
        permission="edit",
        request_method=("GET", "HEAD", "POST"),
        **asked,
    )
    config.add_view(
        live_new,
        context=Container,
        name="new-live",
        permission="add",
        request_method=("GET", "HEAD", "POST"),
        **asked,
    )
    config.add_subpath_view("new-live")
