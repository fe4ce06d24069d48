"""Pages as they would look: `@@preview`, for whoever has the link, and `@@version`, as a page once was."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPGone, HTTPNotFound
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import render_view_to_response

from contentsite.admin.screen import for_the_known
from contentsite.security.csrf import secret_of
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.versions.history import NoVersion, version_of
from contentsite.versions.preview import Expired, end_of, preview_token
from contentsite.versions.working import as_edited, stand_in
from contentsite.web.download import respond, stored
from contentsite.web.request import Drawn, Request


def preview(context: Node, request: Request, token: str = "", field: str = "") -> Any:
    """Show the page with its unpublished changes, or a file of it, by a link that was made for it."""
    hours = request.settings.versions.preview_hours
    try:
        end = end_of(secret_of(request), context.uid, token, request.now, hours)
    except Expired as error:
        raise HTTPGone(_("This preview link has expired. Ask for another one.")) from error
    if end is None:
        raise HTTPNotFound("there is no such preview")
    return _shown(request, as_edited(context), preview_address(request, context, token), field)


def look(context: Node, request: Request, number: int, field: str = "") -> Any:
    """Show the page, or a file of it, as it was in a version."""
    try:
        version = version_of(context, number)
    except NoVersion as error:
        raise HTTPNotFound(str(error)) from error
    node = stand_in(context, version.stored)
    return _shown(request, node, version_address(request, context, number), field)


def _shown(request: Request, node: Node, address: str, field: str) -> Any:
    """Return the page of a node that looks otherwise than the stored one, or the bytes of a field of it."""
    response = _bytes(request, node, field) if field else page_of(request, node, address)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    # the address has the token in it
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _bytes(request: Request, node: Node, field: str) -> Any:
    return respond(request, stored(node, field), inline=True)


def page_of(request: Request, node: Node, address: str) -> Any:
    """Return the page of a node that looks otherwise than the stored one; `address` as in Drawn."""
    request.context, request.drawn = node, Drawn(node, address)
    response = render_view_to_response(node, request, "", secure=False)
    if response is None:
        raise HTTPNotFound("this has no page")
    return response


def version_address(request: Request, node: Node, number: int) -> str:
    """Return the path of a page as it was in a version."""
    return f"{request.view_address(node, '@@version')}?number={number}"


def preview_address(request: Request, node: Node, token: str) -> str:
    """Return the path of a preview by its token."""
    return f"{request.view_address(node, '@@preview')}?token={token}"


def preview_url(request: Request, node: Node) -> str:
    """Return the full address of a preview link, good from now on for as long as the settings say."""
    hours = request.settings.versions.preview_hours
    token = preview_token(secret_of(request), node.uid, request.now, hours)
    return request.origin + preview_address(request, node, token)


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
