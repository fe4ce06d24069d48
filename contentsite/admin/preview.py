"""Pages as they would look: `@@preview`, for whoever has the link, and `@@version`, as a page once was."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPGone, HTTPNotFound
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import render_view_to_response

from contentsite.security.csrf import secret_of
from contentsite.tree.node import Node
from contentsite.versions.history import NoVersion, version_of
from contentsite.versions.preview import Expired, end_of, preview_token
from contentsite.versions.working import as_edited, stand_in
from contentsite.web.request import Request

from .screen import for_the_known


def preview(context: Node, request: Request, token: str = "") -> Any:
    """Show the page with its unpublished changes, by a link that was made for it."""
    hours = request.settings.versions.preview_hours
    try:
        end = end_of(secret_of(request), context.uid, token, request.now, hours)
    except Expired as error:
        raise HTTPGone("This preview link has expired. Ask for another one.") from error
    if end is None:
        raise HTTPNotFound("there is no such preview")
    return drawn(request, as_edited(context))


def look(context: Node, request: Request, number: int) -> Any:
    """Show the page as it looked in a version."""
    try:
        version = version_of(context, number)
    except NoVersion as error:
        raise HTTPNotFound(str(error)) from error
    return drawn(request, stand_in(context, version.stored))


def drawn(request: Request, node: Node) -> Any:
    """Return the page of a node that looks otherwise than the stored one, drawn by its own type."""
    request.context = node
    response = render_view_to_response(node, request, "", secure=False)
    if response is None:
        raise HTTPNotFound("this has no page")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    # the address has the token in it
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def preview_url(request: Request, node: Node) -> str:
    """Return the full address of a preview link, good from now on for as long as the settings say."""
    hours = request.settings.versions.preview_hours
    token = preview_token(secret_of(request), node.uid, request.now, hours)
    return f"{request.origin}{request.view_address(node, '@@preview')}?token={token}"


def includeme(config: Configurator) -> None:
    """Register both; the token is what a preview asks for."""
    config.add_view(
        preview,
        context=Node,
        name="preview",
        permission=NO_PERMISSION_REQUIRED,
        request_method=("GET", "HEAD"),
    )
    config.add_view(
        look,
        context=Node,
        name="version",
        permission="edit",
        request_method=("GET", "HEAD"),
        decorator=for_the_known,
    )
