"""Undoing that a node came, went or moved."""

from __future__ import annotations

from typing import Any, Final

from contentsite.security.actor import actor_of
from contentsite.security.audit.entry import Entry
from contentsite.security.role import DELETE
from contentsite.tree.container import Container
from contentsite.tree.missing import state_of, uid_of
from contentsite.tree.move import move_child
from contentsite.tree.node import Node
from contentsite.tree.place import Place, put_in_place
from contentsite.tree.root import Root
from contentsite.tree.trashing import place_for, restore, trash, trash_again
from contentsite.tree.walk import walk

from .change import REDO, UNDO, Binned, Change, Placed
from .pending import pending_of
from .refusal import (
    CHANGED,
    FILLED,
    GOING,
    GONE,
    MOVED,
    NO_CLASS,
    NOT_IN_TRASH,
    Refused,
    deeds_since,
    node_of,
    since,
    stood_in,
)
from .rights import Rights
from .stand import is_same_stand, stand_of

_THERE_AND_BACK: Final = frozenset({"delete", "restore"})


def put_back(site: Root, change: Change, item: Placed, rights: Rights) -> None:
    """Let a node stand where it stood before. Raises Refused, and what the tree raises."""
    if item.after is None:
        raise Refused(GONE)
    if isinstance(item.after, Binned):
        _restore(site, change, item, rights)
        return
    node = node_of(site, change, item.uid)
    stand = stand_of(site, item.uid)
    if not isinstance(stand, Place) or stand[:2] != item.after[:2]:
        raise since(site, change, item.uid, MOVED)
    if isinstance(item.before, Place):
        _move(site, node, item, item.before, rights)
    else:
        _take_away(site, change, item, node, rights)


def is_renamed(item: Placed) -> bool:
    """Tell whether a node got another name and nothing else: its position among its siblings is left alone."""
    before, after = item.before, item.after
    return (
        isinstance(before, Place)
        and isinstance(after, Place)
        and (before.parent, before.key) == (after.parent, after.key)
    )


def _move(site: Root, node: Node, item: Placed, before: Place, rights: Rights) -> None:
    parent: Any = node.__parent__
    target = place_for(site, before)
    if target is parent:
        rights.check(node, DELETE)
    else:
        rights.check_move(node, target)
    move_child(parent, node.__name__, target, before.name)
    # its position may have been changed since
    if not is_renamed(item):
        put_in_place(target, before.name, before)


def _restore(site: Root, change: Change, item: Placed, rights: Rights) -> None:
    found: Any = site.trash.get(item.uid)
    if not is_same_stand(stand_of(site, item.uid), item.after):
        is_gone = item.uid not in site.uids()
        raise since(site, change, item.uid, GONE if is_gone else NOT_IN_TRASH)
    if not isinstance(found.node, Node):
        raise Refused(NO_CLASS)
    if found.is_going:
        raise Refused(GOING)
    place: Any = item.before
    target = place_for(site, place)
    rights.check_restore(site, found, target)
    restore(site, found, target, place.name)
    put_in_place(target, place.name, place)


def _take_away(site: Root, change: Change, item: Placed, node: Node, rights: Rights) -> None:
    rights.check_removal(node)
    _check_filled(site, change, node)
    if isinstance(item.before, Binned):
        trash_again(node, item.before)
        return
    _check_untouched(site, change, node, rights)
    trash(node, rights.who.uid if rights.who else actor_of(site).uid)


def _check_filled(site: Root, change: Change, top: Node) -> None:
    """Refuse what has more below it since. A container's number is written with each addition and removal."""
    pending = pending_of(site)
    moved = pending.moved if pending else {}
    for folder in _folders(top):
        count = state_of(folder)["_count"]
        count._p_activate()
        if not change.is_since(count._p_serial):
            continue
        newer = [uid_of(each) for each in folder._children.values() if _is_newer(each, change)]
        # what this undo has put there itself came from there
        came = [uid for uid in newer if uid not in moved]
        if not all(stood_in(site, change, uid, folder.uid) for uid in came):
            raise since(site, change, folder.uid, FILLED)


def _folders(top: Node) -> Any:
    waiting = [top]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Container):
            yield here
            # a child that is not loaded tells its class
            waiting.extend(each for each in here._children.values() if isinstance(each, Container))


def _check_untouched(site: Root, change: Change, top: Node, rights: Rights) -> None:
    """Refuse what others have changed since: what was added goes as it was added, or as one has changed it oneself."""
    own = {change.who, rights.who.uid if rights.who else change.who}
    for step in walk(top):
        if not _is_newer(step.node, change):
            continue
        deeds = [*deeds_since(site, change, uid_of(step.node))]
        others = [each for each in deeds if each.entry.who not in own and _counts(each.entry)]
        if others or not deeds:
            raise Refused(CHANGED, others[0] if others else None)


def _counts(entry: Entry) -> bool:
    """Tell whether it would be lost; that something went into the trash and came back would not."""
    is_undo = entry.action in (UNDO, REDO)
    return (entry.detail.partition(":")[0] if is_undo else entry.action) not in _THERE_AND_BACK


def _is_newer(node: Any, change: Change) -> bool:
    node._p_activate()
    working = state_of(node).get("_working")
    if working is not None:
        working._p_activate()
    return any(change.is_since(each._p_serial) for each in (node, working) if each is not None)
