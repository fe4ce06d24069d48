"""What the screen of sharing shows: who has which role here, in sentences, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from contentsite.security.acl import Entry, grants, is_blocked
from contentsite.security.decide import may
from contentsite.security.finding import Party, find
from contentsite.security.inherited import inherited
from contentsite.security.people import people_of
from contentsite.security.principal import ANONYMOUS, EVERYONE, SIGNED_IN
from contentsite.security.role import EDIT, GRANTABLE, MANAGE, OWNER, VIEW
from contentsite.security.why import called
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.web.request import Request
from contentsite.workflow.sharing import lendable

from ..given import asked
from ..people.groups import group_address
from ..people.listing import person_address
from ..shell import Link
from ..wording import can
from .sight import hidden_at, who_is

LOOKED_AT: Final = 100
"""Of so many entries it is looked up whether they suffice to see the page."""
ALL: Final = {EVERYONE: _("Everyone, visitors too"), SIGNED_IN: _("Everyone who is signed in")}


class Given(NamedTuple):
    """A role that somebody has, and what it means here."""

    called: str
    """What people call him; "" for somebody who is gone."""
    url: str
    """His own screen, "" where there is none or it is not for the one who asks."""
    kind: str
    """user, group, or everyone."""
    role: str
    can: str
    token: str
    """What names this entry in a form, "" where it may not be taken away."""
    why_url: str
    hidden: Node | None
    """What on the way to here he may not see."""


class Above(NamedTuple):
    """What comes from one node above, or from what holds above every site (without an origin)."""

    origin: Link | None
    given: tuple[Given, ...]


class Role(NamedTuple):
    """A role that may be given, and what it means here."""

    role: str
    can: str


def values(request: Request, node: Node, **said: Any) -> dict[str, Any]:
    """Return what the template needs; `said` is what was typed, and what is wrong with it."""
    people, blocked = people_of(request.site), is_blocked(node)
    lent = lendable(node, request.who, request.workflows)
    words = said.get("words", asked(request, "find"))
    return {
        "own": tuple(
            _given(request, node, entry, is_taken=entry[2] in lent, looks=number < LOOKED_AT)
            for number, entry in enumerate(grants(node))
        ),
        "above": tuple(_above(request, node, blocked=blocked)),
        "is_blocked": blocked,
        "owner": _owner(request, node),
        "roles": tuple(_roles(request, node, lent)),
        "found": find(people, words),
        "is_public": may(node, ANONYMOUS, VIEW, request.now, request.workflows),
        "meanings": tuple(_meanings(request)),
        "parties": (
            Party(SIGNED_IN, request.translate(ALL[SIGNED_IN]), "", is_group=True),
            Party(EVERYONE, request.translate(ALL[EVERYONE]), "", is_group=True),
        ),
        "words": words,
        "chosen": "",
        "role": "",
        "error": "",
        "where": "",
        "confirm": {},
        **said,
    }


def _above(request: Request, node: Node, *, blocked: bool) -> Iterator[Above]:
    for level in inherited(node, is_blocked_here=blocked):
        given = tuple(_given(request, node, entry) for entry in level.entries)
        yield Above(_origin(request, level.node) if level.node is not None else None, given)


def _origin(request: Request, node: Node) -> Link:
    """Return a link to what is shared above; without an address where that is outside of what is served."""
    if not request.is_below_home(node):
        return Link(node.title, "")
    view = "@@sharing" if request.has_permission("share", node) else ""
    return Link(node.title, request.view_address(node, view) if view else request.address(node))


def _given(
    request: Request, node: Node, entry: Entry, *, is_taken: bool = False, looks: bool = False
) -> Given:
    _allow, principal, role = entry
    people = people_of(request.site)
    name = request.translate(ALL[principal]) if principal in ALL else called(principal, people)
    who = who_is(principal, people)
    return Given(
        name,
        _screen(request, principal) if who else "",
        _kind(principal),
        role,
        can(request, role, node.__workflow__),
        f"{principal} {role}" if is_taken else "",
        _why(request, node, principal) if who else "",
        hidden_at(request, node, who) if who and looks else None,
    )


def _kind(principal: str) -> str:
    return "everyone" if principal in ALL else principal.partition(":")[0]


def _screen(request: Request, principal: str) -> str:
    kind, _, uid = principal.partition(":")
    if not uid or not request.has_permission(MANAGE, request.home):
        return ""
    return (group_address if kind == "group" else person_address)(request, uid)


def _why(request: Request, node: Node, principal: str) -> str:
    """Return where it is explained what somebody may do here; groups themselves do nothing."""
    here = request.view_address(node, "@@why")
    if principal == EVERYONE:
        return f"{here}?permission={VIEW}"
    kind, _, uid = principal.partition(":")
    user = people_of(request.site).user(uid) if kind == "user" else None
    return f"{here}?{urlencode({'user': user.name, 'permission': EDIT})}" if user else ""


def _owner(request: Request, node: Node) -> Given | None:
    """Return who made the node, where it was somebody."""
    if not node.owner:
        return None
    user = people_of(request.site).user(node.owner)
    url = person_address(request, user.uid) if user else ""
    is_manager = request.has_permission(MANAGE, request.home)
    words = can(request, OWNER, node.__workflow__)
    name = user.called if user else ""
    return Given(name, url if is_manager else "", "user", OWNER, words, "", "", None)


def _roles(request: Request, node: Node, lent: frozenset[str]) -> Iterator[Role]:
    for role in GRANTABLE:
        if role in lent:
            yield Role(role, can(request, role, node.__workflow__))


def _meanings(request: Request) -> Iterator[tuple[str, tuple[Role, ...]]]:
    """Yield what each role means, by workflow."""
    for name, workflow in request.workflows.items():
        roles = tuple(Role(role, can(request, role, name)) for role in (*GRANTABLE, OWNER))
        yield request.translate(workflow.title), roles
