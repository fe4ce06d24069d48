"""The sign-in page. Its answers never say which half of what was typed was wrong."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.security import NO_PERMISSION_REQUIRED

from contentsite.admin.screen import POLICY
from contentsite.security.authenticate import Refused, Throttled
from contentsite.security.gate import Busy
from contentsite.security.role import ACCOUNT
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.web.language import in_own_language
from contentsite.web.local import local_path
from contentsite.web.request import Request
from contentsite.web.signed_in import proved, sign_in_as, sign_out

from .later import busy, too_often

TEMPLATE = "contentsite:admin/templates/sign_in.jinja2"
WRONG = _(
    "This name and this password do not fit. Both matter, and capital letters do in the password."
)


def show(_context: Node, request: Request, came_from: str = "") -> Any:
    """Return the form, or lead on who is signed in already."""
    if request.who.is_known:
        return HTTPSeeOther(_target(request, came_from))
    return {"came_from": came_from, "name": "", "problem": ""}


def submit(
    _context: Node, request: Request, name: str = "", password: str = "", came_from: str = ""
) -> Any:
    """Sign in and lead to where somebody came from, or show the form again with what to do."""
    try:
        user = proved(request, name, password)
    except (Refused, Busy) as error:
        return _again(request, error, came_from, name)
    sign_in_as(request, user)
    return HTTPSeeOther(_target(request, came_from))


def _again(request: Request, error: Refused | Busy, came_from: str, name: str) -> dict[str, str]:
    if isinstance(error, Busy):
        problem = busy(request, error)
    elif isinstance(error, Throttled):
        problem = too_often(request, error.seconds)
    else:
        request.response.status_int = 422
        problem = request.translate(WRONG)
    return {"came_from": came_from, "name": name, "problem": problem}


def leave(_context: Node, request: Request) -> HTTPSeeOther:
    """Sign out and lead to the home page."""
    sign_out(request)
    return HTTPSeeOther(request.address(request.home))


def _target(request: Request, came_from: str) -> str:
    return local_path(came_from) or request.address(request.home)


def includeme(config: Configurator) -> None:
    """Register the pages, at the top only: elsewhere they would tell what is there."""
    config.set_policy("sign-in", POLICY)
    at_top = {"context": Node, "at_home": True, "renderer": TEMPLATE}
    form = {"name": "sign-in", "permission": NO_PERMISSION_REQUIRED, "decorator": in_own_language}
    config.add_view(show, request_method=("GET", "HEAD"), **form, **at_top)
    config.add_view(submit, request_method="POST", **form, **at_top)
    out = {"name": "sign-out", "permission": ACCOUNT, "request_method": "POST"}
    config.add_view(leave, **out, **at_top)
