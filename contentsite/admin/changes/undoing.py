"""`/@@change`: what one change did, what undoing it would do and what not; and undoing it."""

from __future__ import annotations

from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther

from contentsite.admin.flash import go
from contentsite.admin.given import text
from contentsite.admin.screen import wrong
from contentsite.admin.shell import Link, landing
from contentsite.editing.below import becomes_public
from contentsite.editing.undoable import change_for, last_own, rights_of
from contentsite.tree.container import Container
from contentsite.tree.node import Node
from contentsite.tree.place import Place
from contentsite.undo.change import UNDO, Change, Item, Placed, Refusal
from contentsite.undo.log import changes_of
from contentsite.undo.mark import undone_by
from contentsite.undo.undo import plan, undo
from contentsite.web.request import Request
from contentsite.web.visible import seen

from .listing import address_of, line
from .words import Deed, deed_of

TOO_LARGE = "This change was about too many pages to be undone."
NOTHING = "Nothing was undone."
LAST = "last"


class Row(NamedTuple):
    """An item of a change, and whether it would be undone."""

    deed: Deed
    refusal: Refusal | None
    is_undone: bool
    is_shown: bool
    """Whether visitors would see by it what is hidden from them now."""


def show(_context: Node, request: Request) -> Any:
    """Show what a change did, and what would be undone; "last" is the newest of one's own."""
    asked = request.GET.get("change", "")
    if asked == LAST:
        last = last_own(request)
        changes = request.view_address(request.home, "@@changes")
        return HTTPSeeOther(changes if last is None else address_of(request, last.id))
    return _values(request, _asked(request, asked))


def save(_context: Node, request: Request) -> Any:
    """Undo what can be undone; say what cannot."""
    change = _asked(request, text(request, "change"))
    done = undo(request.site, change, rights_of(request))
    if not done.id:
        reason = request.translate(TOO_LARGE if change.is_too_large else NOTHING)
        return wrong(request, {**_values(request, change), "reason": reason})
    if done.refused:
        return go(request, address_of(request, done.id), "undone-part")
    said = "redone" if change.action == UNDO else "undone"
    return go(request, _back(request) or address_of(request, done.id), said)


def _back(request: Request) -> str:
    """Return where the one who pressed the button was, if that is still there."""
    node = seen(request, text(request, "at"))
    return landing(request, node) if node else ""


def _asked(request: Request, change: str) -> Change:
    found = change_for(request, change)
    if found is None:
        raise HTTPNotFound("there is no such change, or not any more")
    return found


def _values(request: Request, change: Change) -> dict[str, Any]:
    planned = plan(request.site, change, rights_of(request))
    refused = dict(planned.refused)
    by = [undone_by(request.site, change, number) for number in range(len(change.items))]
    rows = [
        Row(
            deed_of(request, number, item),
            refused.get(number),
            bool(by[number]),
            number in planned.done and _is_shown_by(request, item),
        )
        for number, item in enumerate(change.items)
    ]
    return {
        "change": line(request, change),
        "rows": rows,
        "is_redo": change.action == UNDO,
        "may_undo": bool(planned.done),
        "is_too_large": change.is_too_large,
        "left": _left(request, change),
        "of": address_of(request, change.of) if change_for(request, change.of) else "",
        "by": [
            address_of(request, each) for each in dict.fromkeys(by) if change_for(request, each)
        ],
        "crumbs": (
            Link(request.translate("Changes"), request.view_address(request.home, "@@changes")),
        ),
        "reason": "",
    }


def _is_shown_by(request: Request, item: Item) -> bool:
    """Tell whether a move back makes something public: as the screen of a move says it."""
    if not isinstance(item, Placed) or not isinstance(item.before, Place):
        return False
    node, target = seen(request, item.uid), seen(request, item.before.parent)
    return (
        node is not None and isinstance(target, Container) and becomes_public(request, node, target)
    )


def _left(request: Request, change: Change) -> list[tuple[Deed, Refusal]]:
    """Return what this change, an undo, could not undo, and why."""
    other = changes_of(request.site).get(change.of) if change.of else None
    if other is None:
        return []
    return [
        (deed_of(request, number, other.items[number]), refusal)
        for number, refusal in change.refused
    ]
