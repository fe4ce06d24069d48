"""`@@account`: what everybody changes of himself. Each part of the screen is a form of its own.

What opens the account, its password and its mail address, is changed only by who knows the present
password: not by whoever finds a browser that is signed in (ASVS 7.5.1).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest, HTTPForbidden

from contentsite.editing.accounts import change_account, note_account
from contentsite.editing.letters import tell_of_password
from contentsite.security.audit.recorder import record
from contentsite.security.people import people_of
from contentsite.security.reset import end_token
from contentsite.security.role import ACCOUNT
from contentsite.security.user import User
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.web.request import Request
from contentsite.web.signed_in import sign_out

from ..entry.new_password import new_password
from ..flash import add_messages, go
from ..form.form import Form
from ..given import text
from ..screen import add_site_screen, wrong
from .fields import OWN, FieldsForm
from .proof import begin_again, proven
from .shown import sharing_mail

MESSAGES: Final[Mapping[str, str]] = {
    "account-saved": _("Your account was saved."),
    "account-mail": _("Your mail address was changed."),
    "account-password": _("Your password was changed. You are signed out everywhere else."),
}
MAIL: Final = ("mail",)


def show(_context: Node, request: Request) -> dict[str, Any]:
    """Show one's own account."""
    return values(request, own_user(request))


def save(_context: Node, request: Request) -> Any:
    """Do what the button says with the account of who asks, and with no other."""
    user, deed = own_user(request), DEEDS.get(text(request, "what"))
    if deed is None:
        raise HTTPBadRequest(_("There is no such button."))
    return deed(request, user)


def values(
    request: Request,
    user: User,
    *,
    form: Form | None = None,
    mail_form: Form | None = None,
    errors: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Return what the template needs; `errors` by control."""
    return {
        "user": user,
        "form": form or FieldsForm(request, User, OWN, user),
        "mail_form": mail_form or FieldsForm(request, User, MAIL, user),
        "errors": errors or {},
        "sharing": bool(sharing_mail(request, user)),
    }


def details(request: Request, user: User) -> Any:
    """Store name, colours and time zone."""
    form = FieldsForm(request, User, OWN, user)
    fields = form.take(request.POST)
    if form.attempt(lambda: change_account(request, user, fields)) is None:
        return wrong(request, values(request, user, form=form))
    return _back(request, "account-saved")


def mail(request: Request, user: User) -> Any:
    """Store another mail address; the old one is told."""
    form = FieldsForm(request, User, MAIL, user)
    fields = form.take(request.POST)
    error = proven(request, user, text(request, "mail-present"))
    if error:
        errors = {"mail-present": error}
        return _again(request, values(request, user, mail_form=form, errors=errors))
    if form.attempt(lambda: change_account(request, user, fields)) is None:
        return wrong(request, values(request, user, mail_form=form))
    return _back(request, "account-mail")


def password(request: Request, user: User) -> Any:
    """Set another password; all other sessions end, and this one gets another name (ASVS 7.2.4, 7.4.3)."""
    error = proven(request, user, text(request, "present"))
    if error:
        return _again(request, values(request, user, errors={"present": error}))
    found = new_password(request, user.name, user.mail)
    if found.error:
        return _again(request, values(request, user, errors={"password": found.error}))
    user.set_password(found.hashed)
    end_token(request.work, user.uid)
    begin_again(request, user)
    record(request.site, "password", uid=user.uid, title=user.called, detail="changed by the user")
    tell_of_password(request, user)
    return _back(request, "account-password")


def sign_out_everywhere(request: Request, user: User) -> Any:
    """End all sessions, this one as well."""
    note_account(request, user, "sessions ended")
    user.end_sessions()
    sign_out(request)
    return go(request, request.view_address(request.home, "@@sign-in"))


def _again(request: Request, shown: dict[str, Any]) -> dict[str, Any]:
    """Return the screen with what is wrong; a status that was set says more than 422."""
    return shown if request.response.status_int >= 400 else wrong(request, shown)


def _back(request: Request, message: str) -> Any:
    return go(request, request.view_address(request.home, "@@account"), message)


def own_user(request: Request) -> User:
    """Return who asks."""
    found = people_of(request.site).user(request.who.uid)
    if found is None:
        raise HTTPForbidden(_("Sign in first."))
    return found


DEEDS: Final[Mapping[str, Callable[[Request, User], Any]]] = {
    "details": details,
    "mail": mail,
    "password": password,
    "sign-out": sign_out_everywhere,
}


def includeme(config: Configurator) -> None:
    """Register the screen."""
    add_site_screen(config, "account", ACCOUNT, show=show, save=save)
    add_messages(config, MESSAGES)
