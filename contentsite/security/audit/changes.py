"""The subscribers: which entry an event of the tree becomes."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any, Final

from ZODB.broken import Broken

from contentsite.tree.before import state_before
from contentsite.tree.container import Container
from contentsite.tree.events import (
    Added,
    Changed,
    Moved,
    Purged,
    Removed,
    Reordered,
    Restored,
    SiteMade,
    Trashed,
)
from contentsite.tree.node import root_of
from contentsite.tree.root import Root
from contentsite.tree.walk import walk

from .entry import MOST_DETAIL
from .log import log_of
from .recorder import is_quiet, path_at, record, recorded

STATE: Final = frozenset({"state", "publish_at", "expire_at"})


def on_site_made(event: SiteMade) -> None:
    """Give a new site its log: made by the first to write, it would be where the first writers meet."""
    site = _site_of(event.node)
    if site is not None:
        log_of(site)


def on_added(event: Added) -> None:
    """Write that a node was added, or restored, with how many nodes came."""
    restored = event if isinstance(event, Restored) else None
    site = _site_of(restored.parent if restored else event.node)
    if site is None:
        return
    if restored:
        path = path_at(event.node, restored.parent, restored.name)
        detail = f"once {restored.path}"
        record(site, "restore", event.node, path=path, number=restored.count, detail=detail)
    else:
        record(site, "add", event.node, number=_size(event.node))


def on_removed(event: Removed) -> None:
    """Write that a node was deleted, with how many nodes went."""
    site = _site_of(event.parent)
    if site is not None:
        path = path_at(event.node, event.parent, event.name)
        detail = "into the trash" if isinstance(event, Trashed) else ""
        record(site, "delete", event.node, path=path, number=event.count, detail=detail)


def on_purged(event: Purged) -> None:
    """Write that what was in the trash was deleted for good, with how many nodes went."""
    site = _site_of(event.site)
    if site is not None:
        record(site, "purge", event.node, path=event.path, number=event.count)


def on_moved(event: Moved) -> None:
    """Write that a node was moved or renamed, with where it was."""
    site = _site_of(event.parent)
    if site is not None:
        old = path_at(event.node, event.parent, event.name)
        if isinstance(event.node, Broken):
            # it does not know where it stands now
            record(site, "move", event.node, path=old, detail="its class is not installed")
            return
        is_renamed = event.node.__parent__ is event.parent
        record(site, "rename" if is_renamed else "move", event.node, detail=f"from {old}")


def on_changed(event: Changed) -> None:
    """Write which fields of a node were changed, its state, or who may do what."""
    site = _site_of(event.node)
    if site is not None:
        names = sorted(dict.fromkeys(event.names), key=_action)
        for action, changed in groupby(names, key=_action):
            _changed(site, event.node, action, tuple(changed))


def on_reordered(event: Reordered) -> None:
    """Write that the children of a container were put into another order."""
    site = _site_of(event.node)
    if site is not None and recorded(site, event.node.uid, "order") is None:
        record(site, "order", event.node)


SUBSCRIBERS: Final = (
    (SiteMade, on_site_made),
    (Added, on_added),
    (Removed, on_removed),
    (Purged, on_purged),
    (Moved, on_moved),
    (Changed, on_changed),
    (Reordered, on_reordered),
)


def _changed(site: Root, node: Any, action: str, names: tuple[str, ...]) -> None:
    """Write one entry for all changes of a kind in a transaction; none besides that of an addition."""
    made = recorded(site, node.uid, "add") if action in ("edit", "order") else None
    if made is not None:
        log_of(site).replace(made[0], made[1]._replace(title=node.title))
        return
    before = recorded(site, node.uid, action)
    old = before[1].detail if before else ""
    detail = _detail(node, action, names, old)
    if before is None:
        record(site, action, node, detail=detail)
    else:
        log_of(site).replace(before[0], before[1]._replace(title=node.title, detail=detail))


def _action(name: str) -> str:
    if name in STATE:
        return "state"
    return {"acl": "share", "order": "order"}.get(name, "edit")


def _detail(node: Any, action: str, names: tuple[str, ...], old: str) -> str:
    if action == "state":
        return " ".join([node.state, *_window(node)])
    if action == "share":
        return _shared(node)
    if action == "edit":
        return ", ".join(dict.fromkeys([*filter(None, old.split(", ")), *names]))
    return ""


def _shared(node: Any) -> str:
    """Return who may do what; of a list that is too long for an entry, what this transaction changed in it."""
    now = node.acl or ()
    whole = _entries(now) or "inherited"
    if len(whole) <= MOST_DETAIL:
        return whole
    before = _stored_acl(node)
    given = _entries(each for each in now if each not in before)
    taken = _entries(each for each in before if each not in now)
    parts = (f"given: {given}" if given else "", f"taken away: {taken}" if taken else "")
    return "; ".join(filter(None, (*parts, f"then there are {len(now)} entries")))


def _entries(acl: Iterable[Any]) -> str:
    return "; ".join(" ".join(map(str, entry)) for entry in acl)


def _stored_acl(node: Any) -> tuple[Any, ...]:
    """Return the access list that the database has of a node; none for one that it has not."""
    state = state_before(node)
    return tuple(state.get("acl") or ()) if state else ()


def _window(node: Any) -> list[str]:
    ends = (("from", node.publish_at), ("until", node.expire_at))
    return [f"{word} {moment.isoformat()}" for word, moment in ends if moment]


def _size(node: Any) -> int:
    return sum(1 for _step in walk(node)) if isinstance(node, Container) and len(node) else 1


def _site_of(node: Any) -> Root | None:
    """Return the site that entries go to; None where nothing is to be written."""
    if is_quiet():
        return None
    site = root_of(node)
    return site if isinstance(site, Root) else None
