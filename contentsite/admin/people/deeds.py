"""What those who manage people do with a user: each an answer to one button of his screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from contentsite.editing.accounts import (
    change_account,
    note_account,
    remove_account,
    set_groups,
    set_password,
    set_roles,
)
from contentsite.security.decide import may
from contentsite.security.people import people_of
from contentsite.security.role import MANAGE
from contentsite.security.token import end_access
from contentsite.security.top import OFFERED
from contentsite.security.user import User
from contentsite.sentence import _
from contentsite.web.request import Request

from ..entry.new_password import new_password
from ..flash import go
from ..given import text, texts
from ..screen import wrong
from .invitation import link_for, mail_invitation
from .listing import person_address
from .shown import person_form, values
from .tokens import note_end
from .undo import refusal

MESSAGES: Final[Mapping[str, str]] = {
    "person-saved": _("The account was saved."),
    "person-groups": _("The groups were saved."),
    "person-roles": _("What this person may do in the whole site was saved."),
    "person-password": _("The password was set, and all sessions of this person were ended."),
    "person-mailed": _("A link is on its way by mail."),
    "person-disabled": _("The account is disabled, and all its sessions were ended."),
    "person-enabled": _("The account is enabled again."),
    "person-ended": _("All sessions and tokens of this person were ended."),
}

ELSEWHERE: Final = _("You change your own password in “My account”.")


def details(request: Request, user: User) -> Any:
    """Store names and mail address."""
    form = person_form(request, user)
    fields = form.take(request.POST)
    if form.attempt(lambda: change_account(request, user, fields)) is None:
        return wrong(request, values(request, user, form=form))
    return _back(request, user, "person-saved")


def groups(request: Request, user: User) -> Any:
    """Let the user be in the groups that are marked."""
    people, chosen = people_of(request.site), tuple(dict.fromkeys(texts(request, "group")))
    if any(people.group(uid) is None for uid in chosen):
        error = request.translate("One of these groups is gone. Look again at the list.")
    else:
        error = refusal(request, lambda: set_groups(request, user, chosen))
    if error:
        return wrong(request, values(request, user, groups=chosen, error=error, where="groups"))
    return _back(request, user, "person-groups")


def roles(request: Request, user: User) -> Any:
    """Let the user have the roles that are marked at the top of the site."""
    chosen = tuple(dict.fromkeys(texts(request, "role")))
    if not {*chosen} <= {*OFFERED}:
        error = request.translate("There is no such role.")
    else:
        error = refusal(request, lambda: set_roles(request, user, chosen))
    if error:
        return wrong(request, values(request, user, roles=chosen, error=error, where="roles"))
    return _back(request, user, "person-roles")


def password(request: Request, user: User) -> Any:
    """Set the password that was typed twice; all sessions end."""
    if user.uid == request.who.uid:
        return _not_now(request, user, ELSEWHERE)
    found = new_password(request, user.name, user.mail)
    if found.error:
        shown = values(request, user, error=found.error, where="password")
        return shown if request.response.status_int == 503 else wrong(request, shown)
    set_password(request, user, found.hashed)
    return _back(request, user, "person-password")


def show_link(request: Request, user: User) -> Any:
    """Show a link by which the user sets a password: on this page, since nothing keeps it for another."""
    if user.uid == request.who.uid:
        return _not_now(request, user, ELSEWHERE)
    if not user.enabled:
        return _not_now(request, user, _("The account is disabled."))
    return values(request, user, link=link_for(request, user))


def mail_link(request: Request, user: User) -> Any:
    """Mail such a link."""
    if user.uid == request.who.uid:
        return _not_now(request, user, ELSEWHERE)
    if not user.enabled or not user.mail:
        reason = _("The account is disabled.") if user.mail else _("There is no mail address.")
        return _not_now(request, user, reason)
    mail_invitation(request, user)
    return _back(request, user, "person-mailed")


def _not_now(request: Request, user: User, reason: str) -> Any:
    error = request.translate(reason)
    return wrong(request, values(request, user, error=error, where="link"))


def disable(request: Request, user: User) -> Any:
    """Let the user sign in no more; all sessions end."""
    return _enable(request, user, enabled=False)


def enable(request: Request, user: User) -> Any:
    """Let the user sign in again."""
    return _enable(request, user, enabled=True)


def _enable(request: Request, user: User, *, enabled: bool) -> Any:
    done = "enabled" if enabled else "disabled"
    if user.enabled != enabled:
        people = people_of(request.site)
        error = refusal(request, lambda: people.enable(user, enabled=enabled))
        if error:
            return wrong(request, values(request, user, error=error, where="account"))
        note_account(request, user, done)
    return _back(request, user, f"person-{done}", ended=not enabled)


def take_token(request: Request, user: User) -> Any:
    """Take a token of the user away."""
    note_end(request, user, end_access(user, text(request, "token")))
    return _back(request, user, "token-ended")


def end_sessions(request: Request, user: User) -> Any:
    """Sign the user out everywhere."""
    user.end_sessions()
    note_account(request, user, "sessions ended")
    return _back(request, user, "person-ended", ended=True)


def remove(request: Request, user: User) -> Any:
    """Forget the user."""
    error = refusal(request, lambda: remove_account(request, user))
    if error:
        return wrong(request, values(request, user, error=error, where="account"))
    if user.uid == request.who.uid:
        return go(request, request.address(request.home))
    return go(request, request.view_address(request.home, "@@people"), "person-removed")


def _back(request: Request, user: User, message: str, *, ended: bool = False) -> Any:
    """Lead back to the screen; who has shut himself out of it, to the home page."""
    if user.uid == request.who.uid:
        who, rules = people_of(request.site).who(user), request.workflows
        if ended or not may(request.site, who, MANAGE, request.now, rules):
            return go(request, request.address(request.home))
    return go(request, person_address(request, user.uid), message)


DEEDS: Final[Mapping[str, Callable[[Request, User], Any]]] = {
    "details": details,
    "groups": groups,
    "roles": roles,
    "password": password,
    "show-link": show_link,
    "mail-link": mail_link,
    "disable": disable,
    "enable": enable,
    "end-sessions": end_sessions,
    "end-token": take_token,
    "remove": remove,
}
