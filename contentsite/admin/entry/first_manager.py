"""`@@first?token=...`: the first Manager of a site, by the link that its start prints."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from pydantic import ValidationError
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.security import NO_PERMISSION_REQUIRED

from contentsite.admin.form.problem import words
from contentsite.admin.given import text
from contentsite.admin.screen import POLICY
from contentsite.security.acl import ALLOW, set_acl
from contentsite.security.actor import act_as
from contentsite.security.audit.recorder import record
from contentsite.security.gate import Busy
from contentsite.security.invitation import end_invitation, holds, invite, is_wanted
from contentsite.security.password import check_password, hash_password
from contentsite.security.people import Nameless, PersonTaken, people_of
from contentsite.security.principal import user_principal
from contentsite.security.role import MANAGER
from contentsite.security.user import User
from contentsite.sentence import whole
from contentsite.storage.connection import in_work, site_opened
from contentsite.tree.node import Node
from contentsite.web.language import in_own_language
from contentsite.web.request import Request
from contentsite.web.signed_in import sign_in_as
from contentsite.web.who import actor_for

from .later import busy
from .new_password import DIFFERENT
from .reset import keep_secret

TEMPLATE: Final = "contentsite:admin/templates/first.jinja2"
FIELDS: Final = ("account", "title", "mail")
"""The controls; a form's control must not be called "name": in a browser that is the form's own."""


def invitation(registry: Any) -> str:
    """Return the path of a new link for a site that nobody may manage, "" for any other site."""
    with site_opened(registry) as site:
        if not is_wanted(site):
            return ""
    token = in_work(registry, lambda work: invite(work, datetime.now(UTC)))
    return f"/@@first?token={token}"


def show(_context: Node, request: Request, token: str = "") -> dict[str, Any]:
    """Return the form, or that the link does not hold."""
    return _form(token, {}, {}) if _is_open(request, token) else _ended(request)


def submit(_context: Node, request: Request, token: str = "") -> Any:
    """Make the Manager, and sign in as him."""
    if not _is_open(request, token):
        return _ended(request)
    given = {name: text(request, name).strip() for name in FIELDS}
    try:
        user = _made(request, given)
    except Busy as error:
        return _form(token, given, {"": busy(request, error)})
    except ValueError as error:
        return _wrong(request, 422, _form(token, given, _errors(request, error)))
    _let_manage(request, user)
    return HTTPSeeOther(request.address(request.home))


def _made(request: Request, given: Mapping[str, str]) -> User:
    """Return the new user. Raises ValidationError, PersonTaken, Nameless, ValueError for the password, and Busy."""
    user = User(name=given["account"], title=given["title"], mail=given["mail"])
    password = text(request, "password")
    check_password(password, user.name, user.mail)
    if password != text(request, "again"):
        raise ValueError(DIFFERENT)
    user.set_password(hash_password(password))
    people = people_of(request.site)
    act_as(request.tm.get(), actor_for(request, people.who(user)))
    return people.add(user)


def _errors(request: Request, error: ValueError) -> dict[str, str]:
    """Return what is wrong in sentences, by control."""
    say = request.translate
    if isinstance(error, ValidationError):
        found = error.errors(include_url=False, include_input=False)
        wrong = {str(each["loc"][0]): words(say, each, is_text=True) for each in found}
    else:
        is_name = isinstance(error, PersonTaken | Nameless)
        wrong = {"name" if is_name else "password": say(whole(str(error)))}
    return {"account" if field == "name" else field: said for field, said in wrong.items()}


def _let_manage(request: Request, user: User) -> None:
    site = request.site
    record(site, "user", uid=user.uid, title=user.called, detail="the first Manager")
    set_acl(site, (*(site.acl or ()), (ALLOW, user_principal(user.uid), MANAGER)))
    end_invitation(request.work)
    sign_in_as(request, user)


def _is_open(request: Request, token: str) -> bool:
    keep_secret(request)
    if not is_wanted(request.site):
        raise HTTPNotFound
    return holds(request.work, token, request.now)


def _form(token: str, given: Mapping[str, str], errors: Mapping[str, str]) -> dict[str, Any]:
    return {"token": token, "given": given, "errors": errors, "busy": errors.get("", "")}


def _ended(request: Request) -> dict[str, Any]:
    return _wrong(request, 410, _form("", {}, {}))


def _wrong(request: Request, status: int, values: dict[str, Any]) -> dict[str, Any]:
    request.response.status_int = status
    return values


def includeme(config: Configurator) -> None:
    """Register the page, at the top only."""
    config.set_policy("first", POLICY)
    page = {"name": "first", "context": Node, "at_home": True, "renderer": TEMPLATE}
    page |= {"permission": NO_PERMISSION_REQUIRED, "decorator": in_own_language}
    config.add_view(show, request_method=("GET", "HEAD"), **page)
    config.add_view(submit, request_method="POST", **page)
