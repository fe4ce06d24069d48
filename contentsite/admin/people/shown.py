"""What the screen of a person shows."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from contentsite.security.people import people_of
from contentsite.security.principal import user_principal
from contentsite.security.token import tokens_of
from contentsite.security.top import given_at_top
from contentsite.security.user import User, folded
from contentsite.web.request import Request

from ..form.form import Form
from .fields import PERSON, FieldsForm
from .listing import person_address
from .top import choices


class GroupChoice(NamedTuple):
    """A group as a check box offers it."""

    uid: str
    called: str
    is_chosen: bool


def values(
    request: Request,
    user: User,
    *,
    form: Form | None = None,
    groups: Collection[str] | None = None,
    roles: Collection[str] | None = None,
    link: str = "",
    error: str = "",
    where: str = "",
) -> dict[str, Any]:
    """Return what the template needs: what is stored, or what was typed; `error` is said at the part `where`."""
    people = people_of(request.site)
    chosen = user.groups if groups is None else groups
    if roles is None:
        roles = given_at_top(request.site).get(user_principal(user.uid), ())
    return {
        "user": user,
        "address": person_address(request, user.uid),
        "form": form or person_form(request, user),
        "groups": tuple(
            GroupChoice(each.uid, each.called, each.uid in chosen) for each in people.groups()
        ),
        "roles": choices(request, roles),
        "link": link,
        "error": error,
        "where": where,
        "is_self": user.uid == request.who.uid,
        "sharing": sharing_mail(request, user),
        "tokens": tokens_of(user),
    }


def person_form(request: Request, user: User) -> FieldsForm:
    """Return the form of a user; of oneself without the mail address, which takes the password (`@@account`)."""
    names = tuple(name for name in PERSON if name != "mail" or user.uid != request.who.uid)
    return FieldsForm(request, User, names, user)


def sharing_mail(request: Request, user: User) -> tuple[User, ...]:
    """Return the others who have the mail address of a user."""
    found = people_of(request.site).with_mail(user.mail) if folded(user.mail) else ()
    return tuple(each for each in found if each.uid != user.uid)
