"""`@@reset?token=...`: setting another password, by a link that came by mail."""

from __future__ import annotations

from typing import Any, Final

from pyramid.config import Configurator
from pyramid.security import NO_PERMISSION_REQUIRED

from contentsite.admin.flash import add_messages, go
from contentsite.admin.screen import POLICY
from contentsite.editing.letters import tell_of_reset
from contentsite.security.actor import act_as
from contentsite.security.audit.recorder import record
from contentsite.security.gate import Busy
from contentsite.security.password import check_password, hash_password
from contentsite.security.people import people_of
from contentsite.security.reset import end_token, user_of_token
from contentsite.security.user import User
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.web.language import in_own_language
from contentsite.web.request import Request
from contentsite.web.who import actor_for

from .later import busy
from .new_password import unfit

TEMPLATE: Final = "contentsite:admin/templates/reset.jinja2"


def show(_context: Node, request: Request, token: str = "") -> dict[str, Any]:
    """Return the form, or that the link does not hold any more."""
    keep_secret(request)
    user = _user(request, token)
    return _form(user, token) if user else _ended(request)


def submit(_context: Node, request: Request, token: str = "", password: str = "") -> Any:
    """Set the password. All sessions of the user end, and so does the link."""
    keep_secret(request)
    user = _user(request, token)
    if user is None:
        return _ended(request)
    try:
        check_password(password, user.name, user.mail)
        hashed = hash_password(password)
    except ValueError as error:
        request.response.status_int = 422
        return _form(user, token, unfit(request, error))
    except Busy as error:
        return _form(user, token, busy(request, error))
    _set(request, user, hashed)
    return go(request, request.view_address(request.home, "@@sign-in"), "reset")


def _set(request: Request, user: User, hashed: str) -> None:
    people = people_of(request.site)
    act_as(request.tm.get(), actor_for(request, people.who(user)))
    user.set_password(hashed)
    end_token(request.work, user.uid)
    record(request.site, "password", uid=user.uid, title=user.called, detail="by a link")
    tell_of_reset(request, user)


def keep_secret(request: Request) -> None:
    """Let nothing else learn the address of this page: the token is in it."""
    request.response.headers["Referrer-Policy"] = "same-origin"
    request.response.headers["Cache-Control"] = "no-store"


def _user(request: Request, token: str) -> User | None:
    people, limits = people_of(request.site), request.settings.security
    return user_of_token(request.work, people, token, request.now, limits) if token else None


def _form(user: User, token: str, problem: str = "") -> dict[str, Any]:
    return {"token": token, "name": user.name, "problem": problem}


def _ended(request: Request) -> dict[str, Any]:
    request.response.status_int = 410
    return {"token": ""}


def includeme(config: Configurator) -> None:
    """Register the page, at the top only."""
    config.set_policy("reset", POLICY)
    page = {"name": "reset", "context": Node, "at_home": True, "renderer": TEMPLATE}
    page |= {"permission": NO_PERMISSION_REQUIRED, "decorator": in_own_language}
    config.add_view(show, request_method=("GET", "HEAD"), **page)
    config.add_view(submit, request_method="POST", **page)
    add_messages(
        config,
        {"reset": _("Your password was changed, and you are signed out everywhere. Sign in.")},
    )
