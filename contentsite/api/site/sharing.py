"""`@sharing`: the roles that are given at a node; giving them, taking them away, and inheriting none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NotRequired

from pyramid.httpexceptions import HTTPBadRequest
from typing_extensions import TypedDict

from contentsite.security.acl import grants, is_blocked
from contentsite.security.finding import find
from contentsite.security.inherited import inherited
from contentsite.security.managers import keeping_a_manager
from contentsite.security.people import People, people_of
from contentsite.security.principal import EVERYONE, SIGNED_IN, group_principal, user_principal
from contentsite.security.role import GRANTABLE, SHARE
from contentsite.tree.node import Node
from contentsite.web.request import Request
from contentsite.workflow.sharing import block, give, take, unblock

from ..body import InvalidBody
from ..endpoint import endpoint
from ..shape import Sent

_ALL = {"Everyone": EVERYONE, "AuthenticatedUsers": SIGNED_IN}
_TITLES = {EVERYONE: "Everyone, visitors too", SIGNED_IN: "Everyone who is signed in"}


class Role(TypedDict):
    """A role that can be given."""

    id: str
    title: str


class Shared(TypedDict):
    """Who has which roles here: true where they are given here, "acquired" where above."""

    id: str
    login: str | None
    title: str
    type: str
    disabled: bool
    roles: dict[str, bool | str]


class Sharing(TypedDict):
    """What is given at a node, and whether it inherits what is given above."""

    available_roles: list[Role]
    entries: list[Shared]
    inherit: bool


class SentEntry(Sent):
    """Which roles somebody shall have, and which not; what is not named stays."""

    id: str
    type: NotRequired[str]
    login: NotRequired[str | None]
    title: NotRequired[str]
    disabled: NotRequired[bool]
    roles: dict[str, bool | str]


class SentSharing(Sent):
    """What is to be given and taken away."""

    entries: NotRequired[list[SentEntry]]
    inherit: NotRequired[bool]


@endpoint("sharing", permission=SHARE, summary="Who has which role here")
def sharing(context: Node, request: Request, search: str = "") -> Sharing:
    """Those to whom a role is given here, or above where that comes down to here.

    `search` adds the people and groups that its words mean, to give them something.
    """
    people, here = people_of(request.site), {(entry[1], entry[2]) for entry in grants(context)}
    above = {
        (entry[1], entry[2])
        for level in inherited(context, is_blocked_here=is_blocked(context))
        for entry in level.entries
    }
    found = [party.principal for party in find(people, search)]
    given = sorted(who for who, _role in here | above)
    principals = dict.fromkeys([SIGNED_IN, *given, *found])
    return {
        "available_roles": [{"id": role, "title": request.translate(role)} for role in GRANTABLE],
        "entries": [*_entries(request, people, [*principals], here, above)],
        "inherit": not is_blocked(context),
    }


@endpoint(
    "sharing",
    method="POST",
    permission=SHARE,
    summary="Give roles here, and take them away",
    errors=(409,),
)
def share(context: Node, request: Request, body: SentSharing) -> None:
    """Nobody gives or takes away what allows more than he may do here himself."""
    people, rules = people_of(request.site), request.workflows
    with keeping_a_manager(request.site, people):
        for position, entry in enumerate(body.get("entries", ())):
            principal = _principal(people, entry["id"], f"entries.{position}.id")
            _set_roles(context, request, people, principal, entry["roles"])
        if "inherit" in body:
            (unblock if body["inherit"] else block)(context, request.who, rules)


def _set_roles(
    node: Node, request: Request, people: People, principal: str, roles: dict[str, Any]
) -> None:
    given = {entry[2] for entry in grants(node) if entry[1] == principal}
    for role, wanted in roles.items():
        if role not in GRANTABLE:
            raise HTTPBadRequest(f"There is no role {role[:100]!r}.")
        if wanted is True and role not in given:
            give(node, request.who, request.workflows, people, principal, role)
        if wanted is False and role in given:
            take(node, request.who, request.workflows, principal, role)


def _entries(
    request: Request,
    people: People,
    principals: list[str],
    here: set[tuple[str, str]],
    above: set[tuple[str, str]],
) -> Iterator[Shared]:
    for principal in principals:
        key, login, title, kind = _named(request, people, principal)
        roles: dict[str, bool | str] = {
            role: (principal, role) in here or ("acquired" if (principal, role) in above else False)
            for role in GRANTABLE
        }
        yield {
            "id": key,
            "login": login,
            "title": title,
            "type": kind,
            "disabled": False,
            "roles": roles,
        }


def _named(request: Request, people: People, principal: str) -> tuple[str, str | None, str, str]:
    """Return id, sign-in name, title and kind of who a principal is; of somebody who is gone his uid."""
    for key, known in _ALL.items():
        if known == principal:
            return key, None, request.translate(_TITLES[principal]), "group"
    kind, _, uid = principal.partition(":")
    if kind == "group":
        group = people.group(uid)
        return (group.name, None, group.called, kind) if group else (principal, None, "", kind)
    user = people.user(uid)
    return (user.name, user.name, user.called, kind) if user else (principal, None, "", kind)


def _principal(people: People, name: str, field: str) -> str:
    """Return the principal of a name; also of somebody who is gone, to take from him what he had."""
    if name in _ALL:
        return _ALL[name]
    user, group = people.named(name), people.group_named(name)
    if user is not None:
        return user_principal(user.uid)
    if group is not None:
        return group_principal(group.uid)
    if name.startswith(("user:", "group:")):
        return name
    raise InvalidBody([(field, "there is no such person or group", "unfit")])
