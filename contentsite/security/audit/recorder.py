"""What happens in the tree becomes entries of the audit log, in the transaction of the change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from contentsite.security.actor import Actor, actor_of
from contentsite.tree.missing import state_of
from contentsite.tree.root import Root

from .entry import Entry, Key, made
from .log import log_of

_QUIET: ContextVar[bool] = ContextVar("contentsite.audit.quiet", default=False)
_WRITTEN: Final = object()
"""What a transaction keeps its own entries by: a mapping from uid to one from action to key."""


def record(
    site: Root,
    action: str,
    node: Any = None,
    *,
    actor: Actor | None = None,
    uid: str = "",
    path: str = "",
    title: str = "",
    detail: str = "",
    number: int = 1,
) -> Key:
    """Write an entry and return its key.

    `node` is a node, or else `uid`, `path` and `title` say what it was done to, such as a user. It
    was done by the actor of the transaction, where none is given: at a sign-in nobody is known yet.
    """
    by = actor or actor_of(site)
    if node is not None:
        state = state_of(node)
        uid, title = uid or state.get("uid", ""), title or state.get("title", "")
    entry = made(
        who=by.uid,
        name=by.name,
        action=action,
        node=uid,
        path=path or ("" if node is None else path_at(node)),
        title=title,
        detail=detail,
        address=by.address,
        request=by.request_id,
        number=number,
    )
    key = log_of(site).put(entry)
    _written(site).setdefault(entry.node, {})[action] = key
    return key


def recorded(site: Root, uid: str, action: str) -> tuple[Key, Entry] | None:
    """Return the entry that this transaction has written of a node and an action, None for none.

    One that a savepoint took back is none any more.
    """
    key = _written(site).get(uid, {}).get(action)
    entry = None if key is None else log_of(site).get(key)
    return None if key is None or entry is None else (key, entry)


def recorded_actions(site: Root, uid: str) -> tuple[str, ...]:
    """Return what this transaction has written that was done to a node."""
    log = log_of(site)
    entries = map(log.get, _written(site).get(uid, {}).values())
    return tuple(dict.fromkeys(entry.action for entry in entries if entry is not None))


def recorded_keys(site: Root) -> frozenset[Key]:
    """Return the keys of what this transaction has written."""
    return frozenset(key for keys in _written(site).values() for key in keys.values())


def describe(site: Root, node: Any, was: str, action: str = "", detail: str = "") -> None:
    """Say better what was done in this transaction: an addition was a copy, a state came by a transition.

    Nothing happens where no entry of the node and the action `was` is there.
    """
    found = recorded(site, state_of(node).get("uid", ""), was)
    if found is not None:
        key, entry = found
        new = made(**entry._replace(action=action or was, detail=detail or entry.detail)._asdict())
        log_of(site).replace(key, new)
        _written(site).setdefault(entry.node, {})[new.action] = key


def path_at(node: Any, parent: Any = None, name: str = "") -> str:
    """Return the path of a node, or that of a child of this name; also where a class is missing."""
    names, here = [name] if name else [], parent if parent is not None else node
    while here is not None:
        state = state_of(here)
        names.append(str(state.get("__name__", "")))
        here = state.get("__parent__")
    return "/" + "/".join(names[-2::-1])


def is_quiet() -> bool:
    """Tell whether what happens in the tree is recorded as a whole, by whoever does it."""
    return _QUIET.get()


@contextmanager
def quiet() -> Iterator[None]:
    """Write no entries of their own for what happens in the tree inside: it is recorded as a whole."""
    before = _QUIET.set(True)
    try:
        yield
    finally:
        _QUIET.reset(before)


def _written(site: Root) -> dict[str, dict[str, Key]]:
    if site._p_jar is None:
        return {}
    current = site._p_jar.transaction_manager.get()
    try:
        found: dict[str, dict[str, Key]] = current.data(_WRITTEN)
    except KeyError:
        found = {}
        current.set_data(_WRITTEN, found)
    return found
