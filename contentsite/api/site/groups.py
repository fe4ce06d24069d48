"""`@groups` and `@roles`, for those who manage people."""

from __future__ import annotations

from itertools import islice
from typing import Any, NotRequired

from pyramid.httpexceptions import HTTPNotFound
from typing_extensions import TypedDict

from contentsite.editing.groups import (
    add_group,
    change_group,
    remove_group,
    set_group_roles,
    set_member,
)
from contentsite.security.people import people_of
from contentsite.security.principal import group_principal
from contentsite.security.role import GRANTABLE
from contentsite.security.top import OFFERED, given_at_top
from contentsite.security.user import Group
from contentsite.tree.node import Node
from contentsite.web.request import Request
from contentsite.web.segment import segment

from ..body import InvalidBody
from ..endpoint import for_managers
from ..shape import Sent, url

SHOWN = 1_000
"""So many members of a group are named."""

Members = TypedDict("Members", {"@id": str, "items": list[str], "items_total": int})
GroupShown = TypedDict(
    "GroupShown",
    {
        "@id": str,
        "id": str,
        "groupname": str,
        "title": str,
        "roles": list[str],
        "members": Members,
    },
)
RoleShown = TypedDict("RoleShown", {"@id": str, "@type": str, "id": str, "title": str})


class SentGroup(Sent):
    """What is known of a group; of `users` those are named that come in (true) or go (false)."""

    title: NotRequired[str]
    roles: NotRequired[list[str]]
    users: NotRequired[dict[str, bool]]


class ChangedGroup(SentGroup):
    """What is to be changed of a group."""

    groupname: NotRequired[str]


class NewGroup(SentGroup):
    """Another group."""

    groupname: str


@for_managers("groups", summary="The groups, by name")
def groups(context: Node, request: Request) -> list[GroupShown]:
    """With their members."""
    return [_shown(request, group) for group in people_of(request.site).groups()]


@for_managers("groups", path=("name",), summary="One of the groups")
def group(context: Node, request: Request, name: str) -> GroupShown:
    """With its members."""
    return _shown(request, _group(request, name))


@for_managers("groups", makes=True, method="POST", summary="Add a group", errors=(409,))
def post_group(context: Node, request: Request, body: NewGroup) -> GroupShown:
    """Answers 201 with the group."""
    made = add_group(request, Group(**_values(body)))
    _change(request, made, body)
    shown = _shown(request, made)
    request.response.status_int, request.response.location = 201, shown["@id"]
    return shown


@for_managers("groups", method="PATCH", path=("name",), summary="Change a group", errors=(409,))
def patch_group(context: Node, request: Request, name: str, body: ChangedGroup) -> None:
    """Its names, its roles at the top of the site, and who is in it."""
    found = _group(request, name)
    change_group(request, found, _values(body))
    _change(request, found, body)


@for_managers("groups", method="DELETE", path=("name",), summary="Remove a group", errors=(409,))
def delete_group(context: Node, request: Request, name: str) -> None:
    """What was given to it is nobody's then."""
    remove_group(request, _group(request, name))


@for_managers("roles", summary="The roles that can be given")
def roles(context: Node, request: Request) -> list[RoleShown]:
    """What each allows follows from the state of a node."""
    prefix = f"{url(request, request.home)}/@roles"
    return [
        {
            "@id": f"{prefix}/{role}",
            "@type": "role",
            "id": role,
            "title": request.translate(role),
        }
        for role in GRANTABLE
    ]


def _change(request: Request, found: Group, body: SentGroup) -> None:
    people = people_of(request.site)
    if "roles" in body:
        if not {*body["roles"]} <= {*OFFERED}:
            reason = "must be some of: " + ", ".join(OFFERED)
            raise InvalidBody([("roles", reason, "literal_error")])
        set_group_roles(request, found, body["roles"])
    for name, is_in in body.get("users", {}).items():
        user = people.named(name)
        if user is None:
            raise InvalidBody([(f"users.{name[:100]}", "there is nobody of this name", "unfit")])
        set_member(request, found, user, is_member=is_in)


def _values(body: SentGroup) -> dict[str, Any]:
    given: dict[str, Any] = {**body}
    names = {"groupname": "name", "title": "title"}
    return {field: given[name] for name, field in names.items() if name in given}


def _group(request: Request, name: str) -> Group:
    found = people_of(request.site).group_named(name)
    if found is None:
        raise HTTPNotFound("There is no group of this name.")
    return found


def _shown(request: Request, found: Group) -> GroupShown:
    people = people_of(request.site)
    address = f"{url(request, request.home)}/@groups/{segment(found.name)}"
    known = (people.user(uid) for uid in islice(found.members, SHOWN))
    members = [user.name for user in known if user is not None]
    return {
        "@id": address,
        "id": found.name,
        "groupname": found.name,
        "title": found.title,
        "roles": list(given_at_top(request.site).get(group_principal(found.uid), ())),
        "members": {"@id": address, "items": members, "items_total": len(found.members)},
    }
