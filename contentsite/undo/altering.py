"""Undoing that values of a node were changed: fields, state, window, details, access list, working copy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contentsite.schema.long import plain, share
from contentsite.security.acl import set_acl
from contentsite.security.managers import keeping_a_manager
from contentsite.security.people import people_of
from contentsite.security.role import EDIT, PUBLISH, SHARE
from contentsite.tree.node import Node
from contentsite.tree.root import Root
from contentsite.tree.window import PUBLISHED as LIVE
from contentsite.versions.history import append, catch_up, in_silence
from contentsite.versions.version import UNDONE
from contentsite.versions.working import as_edited, edit, put_working
from contentsite.workflow.sharing import replace

from .change import WORKING, Altered, Change
from .refusal import NO_FIELD, Refused, node_of, since
from .rights import Rights
from .values import ACL, DETAILS, STATE, Values, same, values_now


def revert(site: Root, change: Change, item: Altered, rights: Rights) -> None:
    """Give a node the values from before. Raises Refused, and what the node's own functions raise."""
    node = node_of(site, change, item.uid)
    fields = type(node).fields()
    known = {*fields, *STATE, *DETAILS, ACL, WORKING}
    before = {name: value for name, value in item.before.items() if name in known}
    if not before:
        raise Refused(NO_FIELD)
    # what was changed of a draft that was published since waits to be published again
    waits = not item.was_live and node.state == LIVE and before.keys() <= fields.keys()
    now = values_now(as_edited(node) if waits else node)
    if not all(same(now[name], item.after[name]) for name in before) or _is_mixed(node, before):
        raise since(site, change, item.uid)
    if waits:
        rights.check(node, EDIT)
        edit(node, {name: plain(value) for name, value in before.items()})
        return
    _check(node, before, rights)
    if before.keys() - {ACL}:
        _put(node, before)
    if ACL in before:
        _share(site, node, before[ACL], rights)


def _is_mixed(node: Node, before: Mapping[str, Any]) -> bool:
    """Tell whether the working copy from before does not go with the present state, or the reverse."""
    is_live = before.get("state", node.state) == LIVE
    if before.get(WORKING) is not None:
        return not is_live
    has_values = not before.keys().isdisjoint(type(node).fields())
    return node._working is not None and not is_live and WORKING not in before and has_values


def _check(node: Node, before: Mapping[str, Any], rights: Rights) -> None:
    """Ask for the permissions that the screens ask for."""
    is_public = LIVE in (node.state, before.get("state"))
    if "state" in before:
        rights.check_state(node, before["state"])
    elif not before.keys().isdisjoint(STATE):
        rights.check(node, PUBLISH)
    if not before.keys().isdisjoint(type(node).fields()):
        rights.check(node, PUBLISH if is_public else EDIT)
    elif WORKING in before and "state" not in before:
        rights.check(node, *((EDIT, PUBLISH) if before[WORKING] is None else (EDIT,)))
    if not before.keys().isdisjoint(DETAILS):
        rights.check(node, EDIT)
        if is_public:
            rights.check(node, PUBLISH)


def _put(node: Node, before: Mapping[str, Any]) -> None:
    """Set what is no part of the sharing; what the type's fields take no more raises ValidationError."""
    fields = type(node).fields()
    own = {name: value for name, value in before.items() if name in fields}
    if not own and WORKING not in before:
        _set_around(node, before)
        return
    catch_up(node)
    with in_silence():
        node.update({name: plain(value) for name, value in own.items()})
        share(node, own)
        _set_around(node, before)
    if WORKING in before:
        put_working(node, before[WORKING])
    append(node, UNDONE)


def _set_around(node: Node, before: Mapping[str, Any]) -> None:
    """Set state, window and details."""
    if not before.keys().isdisjoint(STATE):
        state, start, end = (before.get(name, getattr(node, name)) for name in STATE)
        if state == LIVE:
            node.publish(start, end)
        else:
            node.retract(state)
    details: Values = {name: before[name] for name in DETAILS if name in before}
    for name, value in details.items():
        setattr(node, name, value)
    if details:
        node.touch(*details)


def _share(site: Root, node: Node, acl: Any, rights: Rights) -> None:
    people = people_of(site)
    rights.check(node, SHARE)
    with keeping_a_manager(site, people):
        if rights.who is None:
            set_acl(node, acl)
        else:
            replace(node, rights.who, rights.workflows, people, acl or ())
