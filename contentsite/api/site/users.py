"""`@users`: people, for those who manage them; everybody finds himself."""

from __future__ import annotations

from typing import Annotated, Any, NotRequired

from pydantic import Field
from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound
from typing_extensions import TypedDict

from contentsite.editing.accounts import (
    add_account,
    change_account,
    remove_account,
    set_password,
    set_roles,
)
from contentsite.security.gate import Busy
from contentsite.security.password import check_password, hash_password
from contentsite.security.people import people_of
from contentsite.security.role import MANAGE
from contentsite.security.top import OFFERED, given_at_top, roles_of
from contentsite.security.user import User
from contentsite.tree.node import Node
from contentsite.web.denied import not_now
from contentsite.web.request import Request
from contentsite.web.segment import segment

from ..body import InvalidBody
from ..endpoint import for_managers, for_the_known
from ..shape import Sent, Term, url

Limit = Annotated[int, Field(ge=1, le=1_000)]

Groups = TypedDict("Groups", {"@id": str, "items": list[Term], "items_total": int})
Person = TypedDict(
    "Person",
    {
        "@id": str,
        "id": str,
        "username": str,
        "fullname": str,
        "email": str,
        "roles": list[str],
        "groups": Groups,
        "is_enabled": bool,
    },
)
People = TypedDict("People", {"@id": str, "items": list[Person], "items_total": int})


class SentUser(Sent):
    """What is known of somebody; his roles are those at the top of the site."""

    fullname: NotRequired[str]
    email: NotRequired[str]
    password: NotRequired[str]
    roles: NotRequired[list[str]]


class ChangedUser(SentUser):
    """What is to be changed of somebody."""

    username: NotRequired[str]


class NewUser(SentUser):
    """Somebody new; without a password he gets one by the link that a Manager sends him."""

    username: str


_FIELDS = {"username": "name", "fullname": "title", "email": "mail"}


@for_managers("users", summary="The people of the site, by name")
def users(context: Node, request: Request, query: str = "", limit: Limit = 100) -> People:
    """`query` finds those in whose name or mail address all its words stand."""
    people = people_of(request.site)
    rows = [*people.rows("", query)]
    found = (people.user(row.uid) for row in rows[:limit])
    items = [_shown(request, user) for user in found if user is not None]
    return {"@id": _address(request), "items": items, "items_total": len(rows)}


@for_the_known("users", path=("name",), summary="One of the people")
def user(context: Node, request: Request, name: str) -> Person:
    """Oneself, or for those who manage people anybody."""
    is_own = name == request.who.name
    if not is_own and not request.has_permission(MANAGE, request.site):
        raise HTTPForbidden("You may not see this.")
    return _shown(request, _user(request, name))


@for_managers("users", makes=True, method="POST", summary="Add somebody", errors=(409, 503))
def add_user(context: Node, request: Request, body: NewUser) -> Person:
    """Answers 201 with the new account."""
    made = User(**_values(body))
    hashed = _hashed(body["password"], made) if "password" in body else None
    add_account(request, made)
    if hashed:
        made.set_password(hashed)
    if "roles" in body:
        set_roles(request, made, _roles(body["roles"]))
    shown = _shown(request, made)
    request.response.status_int, request.response.location = 201, shown["@id"]
    return shown


@for_managers("users", method="PATCH", path=("name",), summary="Change somebody", errors=(409, 503))
def change_user(context: Node, request: Request, name: str, body: ChangedUser) -> None:
    """He is told by mail of another password and of another address; a password ends his sessions."""
    found = _user(request, name)
    opens = "password" in body or body.get("email", found.mail) != found.mail
    if opens and found.uid == request.who.uid:
        raise HTTPForbidden("You change your own password and mail address in “My account”.")
    change_account(request, found, _values(body))
    if "roles" in body:
        set_roles(request, found, _roles(body["roles"]))
    if "password" in body:
        set_password(request, found, _hashed(body["password"], found))


@for_managers("users", method="DELETE", path=("name",), summary="Forget somebody", errors=(409,))
def remove_user(context: Node, request: Request, name: str) -> None:
    """What was given to him is nobody's then."""
    remove_account(request, _user(request, name))


def _user(request: Request, name: str) -> User:
    found = people_of(request.site).named(name)
    if found is None:
        raise HTTPNotFound("There is nobody of this name.")
    return found


def _values(body: SentUser) -> dict[str, Any]:
    given: dict[str, Any] = {**body}
    return {field: given[name] for name, field in _FIELDS.items() if name in given}


def _roles(names: list[str]) -> list[str]:
    wrong = [name for name in names if name not in OFFERED]
    if wrong:
        raise InvalidBody([("roles", "must be some of: " + ", ".join(OFFERED), "literal_error")])
    return names


def _hashed(text: str, user: User) -> str:
    try:
        check_password(text, user.name, user.mail)
    except ValueError as error:
        raise InvalidBody([("password", str(error), "value_error")]) from error
    try:
        return hash_password(text)
    except Busy as error:
        raise not_now(error) from error


def _shown(request: Request, user: User) -> Person:
    people, address = people_of(request.site), f"{_address(request)}/{segment(user.name)}"
    found = [group for group in map(people.group, user.groups) if group is not None]
    groups: list[Term] = [{"token": group.name, "title": group.called} for group in found]
    return {
        "@id": address,
        "id": user.name,
        "username": user.name,
        "fullname": user.title,
        "email": user.mail,
        "roles": list(roles_of(user, given_at_top(request.site))),
        "groups": {"@id": address, "items": groups, "items_total": len(groups)},
        "is_enabled": user.enabled,
    }


def _address(request: Request) -> str:
    return f"{url(request, request.home)}/@users"
