"""What the one who asks may see: used wherever a page speaks of another node."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from contentsite.security.decide import roles_at
from contentsite.security.role import MANAGER, OWNER, VIEW, VISITOR
from contentsite.tree.node import Node
from contentsite.tree.order import Raw
from contentsite.tree.window import PUBLISHED, is_live

from .request import Request


def seen(request: Request, uid: str) -> Node | None:
    """Return the node of this uid if it has an address here and may be viewed, else None."""
    node = request.site.find(uid)
    if node is None or not request.is_below_home(node):
        return None
    return node if request.has_permission("view", node) else None


def listed_in(request: Request, folder: Any) -> Callable[[Raw, str], bool]:
    """Return what tells whether a listing of the folder shows a child, by its row and the workflow of its type.

    For one who may view the folder. Listings show what is public where they are, to everybody alike:
    what somebody may see besides, drafts and what waits, is in the admin.
    """
    key = (listed_in, folder.uid)
    if key not in request.known:
        request.known[key] = _listed_in(request, folder)
    found: Callable[[Raw, str], bool] = request.known[key]
    return found


def _listed_in(request: Request, folder: Any) -> Callable[[Raw, str], bool]:
    now = request.moment
    if request.past is not None and request.past.holds(folder):
        return _listed_then(now, request.past.sight.among(folder))
    if request.drawn is not None and not request.has_permission(VIEW, folder):
        # a preview link shows one page to somebody who may not view it, nor what it is in
        return lambda _raw, _workflow: False
    roles = roles_in(request, folder)
    shown: dict[str, bool] = {}

    def is_listed(raw: Raw, workflow: str) -> bool:
        _version, name, _title, _text, _type, state, start, end, has_acl, listed, _extra = raw
        if not listed or state != PUBLISHED:
            return False
        if (start is not None or end is not None) and not is_live(state, start, end, now):
            return False
        if has_acl:
            return bool(request.has_permission("view", folder[name]))
        if workflow not in shown:
            shown[workflow] = not roles.isdisjoint(viewers(request, workflow))
        return shown[workflow]

    return is_listed


def _listed_then(moment: datetime, sees: Callable[[str], bool]) -> Callable[[Raw, str], bool]:
    """Return what tells whether a listing of then shows a child: what was public, and one may look back at."""

    def was_listed(raw: Raw, _workflow: str) -> bool:
        _version, name, _title, _text, _type, state, start, end, _has_acl, listed, _extra = raw
        return bool(listed) and is_live(state, start, end, moment) and sees(name)

    return was_listed


def roles_in(request: Request, folder: Node) -> frozenset[str]:
    """Return the roles that the one who asks has in a folder, found out once a page."""
    key = (roles_in, folder.uid)
    if key not in request.known:
        request.known[key] = roles_at(folder, request.who)
    found: frozenset[str] = request.known[key]
    return found


def viewers(request: Request, workflow: str) -> frozenset[str]:
    """Return the roles that may view what is published."""
    rules = request.workflows.get(workflow)
    return frozenset() if rules is None else rules.allowed(PUBLISHED, VIEW)


def viewable_in(request: Request, folder: Any) -> Callable[[Raw, str], bool]:
    """Return what tells whether somebody may view a child at all, drafts included, by row and workflow.

    For one who may view the folder. Visitors find what is listed; whoever is signed in finds the rest
    of what he may view as well, as in the admin. A child is loaded only where its row cannot tell.
    """
    if not request.who.is_known:
        return listed_in(request, folder)
    if request.past is not None and request.past.holds(folder):
        sees = request.past.sight.among(folder)
        return lambda raw, _workflow: sees(raw[1])
    now, roles = request.now, roles_in(request, folder) - {OWNER}
    known: dict[tuple[str, str, bool], tuple[bool, bool]] = {}

    def is_viewable(raw: Raw, workflow: str) -> bool:
        _version, name, _title, _text, _type, state, start, end, has_acl, _listed, _extra = raw
        key = (workflow, state, is_live(state, start, end, now))
        if key not in known:
            known[key] = _told(request, roles, *key)
        is_seen, may_be_own = known[key]
        if not has_acl and (is_seen or not may_be_own):
            return is_seen
        return bool(request.has_permission(VIEW, folder[name]))

    return is_viewable


def _told(
    request: Request, roles: frozenset[str], workflow: str, state: str, live: bool
) -> tuple[bool, bool]:
    """Return whether these roles suffice to view what is in a state, and whether being its owner would."""
    rules = request.workflows.get(workflow)
    allowed = frozenset({MANAGER}) if rules is None else rules.allowed(state, VIEW)
    usable = allowed if live else allowed - {VISITOR}
    return not roles.isdisjoint(usable), OWNER in allowed
