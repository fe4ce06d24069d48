"""`/@@change`: what one change did, what undoing it would do and what not; and undoing it."""

from __future__ import annotations

from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther

from contentsite.admin.flash import go
from contentsite.admin.given import text
from contentsite.admin.screen import wrong
from contentsite.admin.shell import Link, landing
from contentsite.editing.undoable import change_for, last_own, rights_of
from contentsite.sentence import _
from contentsite.tree.node import Node
from contentsite.undo.change import UNDO, Change, Refusal
from contentsite.undo.log import changes_of
from contentsite.undo.mark import undone_by
from contentsite.undo.undo import Outcome, plan, undo
from contentsite.web.request import Request
from contentsite.web.visible import seen

from .listing import address_of, line
from .words import Deed, deed_of

TOO_LARGE = _("This change was about too many pages to be undone.")
NOTHING = _("Nothing was undone.")
LAST = "last"
LOOKED = 500
"""What undoing a change of more items would do is not looked up before: that takes as long as to do it."""
SHOWN = 100
"""So many items are shown."""


class Row(NamedTuple):
    """An item of a change, and whether it would be undone."""

    deed: Deed
    refusal: Refusal | None
    is_undone: bool
    is_shown: bool
    """Whether somebody would see by it what is hidden from everybody now."""


def show(_context: Node, request: Request) -> Any:
    """Show what a change did, and what would be undone; "last" is the newest of one's own."""
    asked = request.GET.get("change", "")
    if asked == LAST:
        last = last_own(request)
        changes = request.view_address(request.home, "@@changes")
        return HTTPSeeOther(changes if last is None else address_of(request, last.id))
    return _values(request, _asked(request, asked))


def save(_context: Node, request: Request) -> Any:
    """Undo what can be undone; say what cannot. What would be shown by it has to be confirmed."""
    change = _asked(request, text(request, "change"))
    if "confirmed" not in request.POST and _has_to_be_asked(request, change):
        return _asked_first(request, change)
    done = undo(request.site, change, rights_of(request))
    if not done.id:
        reason = request.translate(TOO_LARGE if change.is_too_large else NOTHING)
        return wrong(request, {**_values(request, change), "reason": reason})
    if done.refused:
        return go(request, address_of(request, done.id), "undone-part")
    said = "redone" if change.action == UNDO else "undone"
    return go(request, _back(request) or address_of(request, done.id), said)


def _has_to_be_asked(request: Request, change: Change) -> bool:
    """Tell whether an undo shows something that is hidden now, or may, since nobody looks."""
    planned = _plan(request, change)
    return planned is None or bool(planned.shown)


def _plan(request: Request, change: Change) -> Outcome | None:
    """Return what undoing would do; None for too many items to look at."""
    is_small = len(change.items) <= LOOKED
    return plan(request.site, change, rights_of(request)) if is_small else None


def _asked_first(request: Request, change: Change) -> HTTPSeeOther:
    """Return the way to the page of the change, which says what would be shown, and has the button."""
    at = text(request, "at")
    address = address_of(request, change.id)
    return HTTPSeeOther(f"{address}&{urlencode({'at': at})}" if at else address)


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
    planned = _plan(request, change)
    by = [undone_by(request.site, change, n) for n in range(min(len(change.items), SHOWN))]
    return {
        "change": line(request, change),
        "rows": _rows(request, change, planned, by),
        "more": len(change.items) - len(by),
        "is_unknown": planned is None,
        "is_redo": change.action == UNDO,
        "may_undo": planned is None or bool(planned.done),
        "is_shown": planned is None or bool(planned.shown),
        "at": request.params.get("at", ""),
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


def _rows(request: Request, change: Change, planned: Outcome | None, by: list[str]) -> list[Row]:
    refused, shown = (dict(planned.refused), planned.shown) if planned else ({}, ())
    return [
        Row(deed_of(request, number, item), refused.get(number), bool(by[number]), number in shown)
        for number, item in enumerate(islice(change.items, len(by)))
    ]


def _left(request: Request, change: Change) -> list[tuple[Deed, Refusal]]:
    """Return what this change, an undo, could not undo, and why."""
    other = changes_of(request.site).get(change.of) if change.of else None
    if other is None:
        return []
    return [
        (deed_of(request, number, other.items[number]), refusal)
        for number, refusal in change.refused[:SHOWN]
    ]
