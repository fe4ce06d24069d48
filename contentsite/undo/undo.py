"""Undoing a change: item by item, from the last to the first, each as its own screen would do it.

What was built on since is refused, with the reason, and the rest done. The undo is a change itself: to
undo that is a redo.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from contentsite.security.audit.recorder import describe, recorded, recorded_actions
from contentsite.sentence import whole
from contentsite.tree.container import NameTaken
from contentsite.tree.root import Root

from .altering import revert
from .change import REDO, UNDO, Altered, Change, Ordered, Placed, Refusal, id_of
from .exposure import Exposure, exposure, is_more
from .log import changes_of
from .mark import undone_by
from .ordering import companion, order_back
from .pending import Pending, pending_of
from .placing import put_back
from .refusal import ALREADY, TAKEN, Refused
from .rights import Rights
from .settling import settle

_TOGETHER: Final = 100
"""So many items are undone behind one savepoint, as long as none is refused: each costs more than the one before."""
_INVERSES: Final[Mapping[type, Callable[[Root, Change, Any, Rights], None]]] = {
    Altered: revert,
    Placed: put_back,
    Ordered: order_back,
}


class Outcome(NamedTuple):
    """What was undone, or would be."""

    done: tuple[int, ...]
    """The numbers of the items that were, in the order in which they were."""
    refused: tuple[tuple[int, Refusal], ...]
    id: str = ""
    """That of the change that the undo is; "" where nothing was undone."""
    shown: tuple[int, ...] = ()
    """Of a plan: the items by which somebody would see what is hidden from everybody now."""


def undo(site: Root, change: Change, rights: Rights) -> Outcome:
    """Undo what a change did, as far as that is possible and allowed; the transaction is the caller's.

    `change` is one that was committed. Of two who undo the same at once one conflicts, and finds it done
    when he is tried again.
    """
    pending = pending_of(site)
    done, refused = _run(site, change, rights)
    if not done or pending is None:
        return Outcome((), refused)
    _sign(pending, change, refused)
    by = id_of(pending.key)
    change.mark(done, by)
    return Outcome(done, refused, by)


def plan(site: Root, change: Change, rights: Rights) -> Outcome:
    """Return what would be done and refused: it is done, and taken back. Nothing else may be pending."""
    before = site._p_jar.transaction_manager.savepoint(optimistic=True)
    exposed = _exposed(site, change, rights)
    try:
        done, refused = _run(site, change, rights)
        then = _exposed(site, change, rights)
    finally:
        before.rollback()
    shown = (each for each in done if is_more(exposed[each], then[each]))
    return Outcome(done, refused, shown=tuple(shown))


def _exposed(site: Root, change: Change, rights: Rights) -> list[Exposure | None]:
    return [exposure(site, item, rights) for item in change.items]


def _run(
    site: Root, change: Change, rights: Rights
) -> tuple[tuple[int, ...], tuple[tuple[int, Refusal], ...]]:
    found: list[tuple[int, Refusal | None]] = []
    numbers = _sequence(change)
    for start in range(0, len(numbers), _TOGETHER):
        found += _some(site, change, numbers[start : start + _TOGETHER], rights)
    done = tuple(number for number, refusal in found if refusal is None)
    settle(site, (change.items[number] for number in done))
    return done, tuple((number, refusal) for number, refusal in found if refusal is not None)


def _some(
    site: Root, change: Change, numbers: list[int], rights: Rights
) -> list[tuple[int, Refusal | None]]:
    """Undo some items together; where one of them is refused, again and one by one."""
    if len(numbers) > 1:
        before = site._p_jar.transaction_manager.savepoint(optimistic=True)
        if all(_tried(site, change, number, rights) is None for number in numbers):
            return [(number, None) for number in numbers]
        before.rollback()
    return [(number, _attempt(site, change, number, rights)) for number in numbers]


def _sequence(change: Change) -> list[int]:
    """Return the numbers of the items from the last to the first; an order after the field that it follows."""
    numbers = [*range(len(change.items))][::-1]
    for number in [*numbers]:
        item = change.items[number]
        other = companion(change, item) if isinstance(item, Ordered) and not item.child else None
        if other is not None and other < number:
            numbers.remove(number)
            numbers.insert(numbers.index(other) + 1, number)
    return numbers


def _attempt(site: Root, change: Change, number: int, rights: Rights) -> Refusal | None:
    """Undo one item, whole or not at all; return why not."""
    before = site._p_jar.transaction_manager.savepoint(optimistic=True)
    refusal = _tried(site, change, number, rights)
    if refusal is not None:
        before.rollback()
    return refusal


def _tried(site: Root, change: Change, number: int, rights: Rights) -> Refusal | None:
    """Undo one item; return why not: then it may be half done."""
    if by := undone_by(site, change, number):
        return _already(site, by)
    item = change.items[number]
    try:
        _INVERSES[type(item)](site, change, item, rights)
        _describe(site, item.uid, REDO if change.action == UNDO else UNDO)
    except (Refused, ValueError) as error:
        return _refusal(error)
    return None


def _refusal(error: Exception) -> Refusal:
    if isinstance(error, Refused):
        return error.refusal
    if isinstance(error, NameTaken):
        return Refusal(TAKEN)
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False)[0]
        return Refusal(whole(f"{first['loc'][0]}: {first['msg']}"))
    return Refusal(whole(str(error)))


def _already(site: Root, by: str) -> Refusal:
    found = changes_of(site).get(by)
    return Refusal(ALREADY, found.name, -found.key[0]) if found else Refusal(ALREADY)


def _sign(pending: Pending, change: Change, refused: tuple[tuple[int, Refusal], ...]) -> None:
    pending.action = REDO if change.action == UNDO else UNDO
    pending.of, pending.refused = change.id, refused


def _describe(site: Root, uid: str, action: str) -> None:
    """Let the audit log say that what was done to a node was an undo."""
    node = site.uids().get(uid)
    for was in recorded_actions(site, uid):
        found = recorded(site, uid, was)
        if found is not None and was not in (UNDO, REDO):
            detail = f"{was}: {found[1].detail}" if found[1].detail else was
            describe(site, node, was, action, detail)
