"""`/@@then`: a page as it was and as it is, side by side, and bringing back what was then."""

from __future__ import annotations

import shlex
from datetime import UTC
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from pydantic import ValidationError
from pyramid.httpexceptions import HTTPNotFound

from contentsite.admin.flash import go
from contentsite.admin.given import text
from contentsite.admin.screen import wrong
from contentsite.admin.shell import landing
from contentsite.admin.versions.history import as_it_was
from contentsite.admin.versions.shown import Line, Side, lines_of, live_side
from contentsite.past.plan import GONE, REFUSED, UNTRASHED, VALUES, Plan, plan
from contentsite.past.restore import bring_back
from contentsite.past.values import values_then
from contentsite.schema.files import StoredImage
from contentsite.sentence import _
from contentsite.tree.container import Container
from contentsite.tree.extent import extent_of
from contentsite.tree.node import Node, written_path
from contentsite.versions.compare import compare_values
from contentsite.web.download import field_of
from contentsite.web.past import Past, address_then, look
from contentsite.web.request import Request

MOST: Final = 1_000
"""So many nodes are looked at, and brought back, in one request; more by the command line."""
TOLD: Final = 20
"""So many of those that cannot be brought back are named."""


class Prospect(NamedTuple):
    """What bringing back would do, in numbers."""

    values: int
    gone: int
    untrashed: int
    refused: int
    refusals: tuple[tuple[str, str], ...]
    command: str = ""
    """What to type on the machine instead, where there are too many."""

    @property
    def changes(self) -> int:
        """How many pages change or come back."""
        return self.values + self.gone + self.untrashed


def show(context: Node, request: Request, moment: str = "", uid: str = "") -> dict[str, Any]:
    """Show what differs, and what bringing back would do."""
    past = look(request, moment)
    return _values(request, past, _then(past, uid), moment)


def save(context: Node, request: Request) -> Any:
    """Bring it back, or it with all that was below it."""
    moment, below = text(request, "moment"), "below" in request.POST
    past = look(request, moment)
    then = _then(past, text(request, "uid"))
    found = _plan(past, then, below=below)
    reason = "" if found is not None else _("That is too much for one request.")
    if found is not None and not found.changes:
        reason = _("There is nothing to bring back.")
    if found is not None and not reason:
        try:
            bring_back(found, past.sight, past.moment)
        except ValidationError as error:
            # nothing of it is stored: the answer is an error
            reason = as_it_was(request, error)
    if reason:
        values = _values(request, past, then, moment)
        return wrong(request, {**values, "reason": request.translate(reason)})
    today = past.counterpart(then)
    return go(request, landing(request, today or request.home), "brought-back", today)


def _then(past: Past, uid: str) -> Node:
    """Return a node of then; 404 where there was none that the one who asks may see."""
    node = past.site.find(uid)
    if node is None or not past.sight.sees(node):
        raise HTTPNotFound("there was no such page, or it is not for him to see")
    return node


def _plan(past: Past, then: Node, *, below: bool) -> Plan | None:
    """Return what would be done; None where that is too much to look at."""
    if below and (extent_of(then, MOST).is_more):
        return None
    return plan(then, past.sight, below=below)


def _values(request: Request, past: Past, then: Node, moment: str) -> dict[str, Any]:
    today = past.counterpart(then)
    return {
        "then": then,
        "today": today,
        "at": past.moment,
        "moment": moment,
        "page_then": f"{request.mount}/@@at?{urlencode({'moment': moment, 'uid': then.uid}, safe=':')}",
        "path_then": written_path(then),
        "path_now": written_path(today) if today is not None else "",
        "lines": _lines(request, past, then, today) if today is not None else (),
        "alone": _prospect(past, then, below=False),
        "whole": _prospect(past, then, below=True) if isinstance(then, Container) else None,
        "reason": "",
    }


def _lines(request: Request, past: Past, then: Node, today: Node) -> tuple[Line, ...]:
    """Return what visitors see otherwise now."""

    def address_of(field: str) -> str:
        is_first = field == field_of(then, StoredImage)
        return address_then(request, past, then).rstrip("/") + "/@@image" if is_first else ""

    before = Side(values_then(then, today._p_jar), address_of)
    after = live_side(request, today)
    return lines_of(request, compare_values(today, before.values, after.values), before, after)


def _prospect(past: Past, then: Node, *, below: bool) -> Prospect:
    found = _plan(past, then, below=below)
    if found is None:
        at = past.moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
        path = shlex.quote(written_path(then))
        command = f"contentsite history INI {path} --at {at} --restore --below --as USER"
        return Prospect(0, 0, 0, 0, (), command)
    return Prospect(
        found.number(VALUES),
        found.number(GONE),
        found.number(UNTRASHED),
        found.number(REFUSED),
        found.refusals[:TOLD],
    )
