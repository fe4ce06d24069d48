"""What somebody may give and take away: nothing that he has not himself. Each change of sharing passes here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final

from contentsite.security.acl import ALLOW, BLOCK, Entry, grants, is_blocked, set_acl
from contentsite.security.decide import roles_at
from contentsite.security.inherited import inherited
from contentsite.security.people import People
from contentsite.security.principal import EVERYONE, SIGNED_IN, Who, group_principal, user_principal
from contentsite.security.role import GRANTABLE, MANAGER, OWNER, PERMISSIONS, VIEW
from contentsite.security.unfit import Unfit
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.tree.walk import nodes_in

from .workflow import Workflow

Workflows = Mapping[str, Workflow]
NOT_YOURS: Final = _(
    "You may not give or take away this role: it allows more than you may do here."
)
GONE: Final = _("This is given here no more.")
NOBODY: Final = _("There is no such person or group.")
VISITORS: Final = _("Visitors, who are not signed in, can be given only what lets them see.")
ALL: Final = _("This role can be given to people and groups that are named, and not to everyone.")
ABOVE: Final = _(
    "Above, roles are given that allow more than you may do here. Ask a Manager to change this."
)


def lendable(node: Node, who: Who, workflows: Workflows) -> frozenset[str]:
    """Return the roles that somebody may give and take away at a node.

    Those that he has there himself, and those that allow nothing, in any workflow and state, which
    his own do not allow; a Manager all. By a token only those that allow nothing which the token does
    not. What he has as an owner does not count: it holds for this
    node alone, and what is given holds below it, too.
    """
    own = roles_at(node, who) - {OWNER}
    may = _allowed(own, workflows)
    return frozenset(
        role
        for role in GRANTABLE
        if (
            role in own
            or MANAGER in own
            or (role != MANAGER and _allowed({role}, workflows) <= may)
        )
        and (who.scope is None or _permissions(role, workflows) <= who.scope)
    )


def _permissions(role: str, workflows: Workflows) -> frozenset[str]:
    """Return all that a role may allow."""
    if role == MANAGER:
        return frozenset(PERMISSIONS)
    return frozenset(permission for _flow, _state, permission in _allowed({role}, workflows))


def _allowed(roles: Collection[str], workflows: Workflows) -> set[tuple[str, str, str]]:
    return {
        (name, state.name, permission)
        for name, workflow in workflows.items()
        for state in workflow.states
        for permission in PERMISSIONS
        if not workflow.allowed(state.name, permission).isdisjoint(roles)
    }


def give(
    node: Node, who: Who, workflows: Workflows, people: People, principal: str, role: str
) -> None:
    """Give somebody a role at a node. Raises Unfit with what speaks against it."""
    _check_given(lendable(node, who, workflows), workflows, people, principal, role)
    set_acl(node, (*(node.acl or ()), (ALLOW, principal, role)))


def _check_given(
    lent: Collection[str], workflows: Workflows, people: People, principal: str, role: str
) -> None:
    if role not in lent:
        raise Unfit(NOT_YOURS)
    if not _is_somebody(principal, people):
        raise Unfit(NOBODY)
    if principal in (EVERYONE, SIGNED_IN) and role == MANAGER:
        raise Unfit(ALL)
    if principal == EVERYONE and any(
        permission != VIEW for _flow, _state, permission in _allowed({role}, workflows)
    ):
        raise Unfit(VISITORS)


def take(node: Node, who: Who, workflows: Workflows, principal: str, role: str) -> None:
    """Take a role away that is given at a node. Raises Unfit."""
    entry: Entry = (ALLOW, principal, role)
    if entry not in grants(node):
        raise Unfit(GONE)
    if role not in lendable(node, who, workflows):
        raise Unfit(NOT_YOURS)
    set_acl(node, [each for each in node.acl or () if each != entry])


def block(node: Node, who: Who, workflows: Workflows) -> None:
    """Let a node inherit nothing. Raises Unfit: others lose by it what they have from above."""
    if not is_blocked(node):
        _check_above(node, who, workflows)
        set_acl(node, (BLOCK, *(node.acl or ())))


def unblock(node: Node, who: Who, workflows: Workflows) -> None:
    """Let a node inherit again. Raises Unfit: others get by it what they have above."""
    if is_blocked(node):
        _check_above(node, who, workflows)
        set_acl(node, grants(node))


def replace(
    node: Node, who: Who, workflows: Workflows, people: People, acl: Collection[Entry]
) -> None:
    """Give a node another list. Raises Unfit where somebody may not take each of the steps to it."""
    now, lent = {*grants(node)}, lendable(node, who, workflows)
    then = {*acl} - {BLOCK}
    for _allow, principal, role in then - now:
        _check_given(lent, workflows, people, principal, role)
    if any(role not in lent for _allow, _principal, role in now - then):
        raise Unfit(NOT_YOURS)
    if is_blocked(node) != (BLOCK in acl):
        _check_above(node, who, workflows)
    set_acl(node, acl)


def brings_too_much(node: Node, target: Node, who: Who, workflows: Workflows) -> bool:
    """Tell whether roles are given in a subtree that somebody may not give in a target, as a move would."""
    lent = lendable(target, who, workflows)
    return any(role not in lent for each in nodes_in(node) for _allow, _to, role in grants(each))


def _check_above(node: Node, who: Who, workflows: Workflows) -> None:
    # Managers go through blocks: for them nothing changes
    above = {role for level in inherited(node) for _allow, _principal, role in level.entries}
    if not above - {MANAGER} <= lendable(node, who, workflows):
        raise Unfit(ABOVE)


def _is_somebody(principal: str, people: People) -> bool:
    """Tell whether a principal is one that there is; what a form sends may be anything."""
    if principal in (EVERYONE, SIGNED_IN):
        return True
    uid = principal.partition(":")[2]
    known: Mapping[str, Callable[[str], object]] = {
        user_principal(uid): people.user,
        group_principal(uid): people.group,
    }
    return principal in known and known[principal](uid) is not None
