"""Who sees which changes: Managers all, others what they did themselves; and by whose rights they are undone."""

from __future__ import annotations

from typing import Final

from contentsite.security.role import MANAGE
from contentsite.undo.change import UNDO, Change
from contentsite.undo.log import changes_of
from contentsite.undo.mark import is_undone
from contentsite.undo.rights import Rights
from contentsite.web.request import Request

LOOKED_AT: Final = 12
"""So many of one's own changes are looked at for one that can be undone."""


def change_for(request: Request, change: str) -> Change | None:
    """Return the change of an id, if the one who asks may see it."""
    found = changes_of(request.site).get(change) if change else None
    return found if found is not None and sees(request, found) else None


def last_own(request: Request) -> Change | None:
    """Return the newest change of the one who asks that was not undone, None where none of the last few is left."""
    batch = changes_of(request.site).search(request.who.uid, LOOKED_AT, scan=20 * LOOKED_AT)
    found = (
        each for each in batch.found if each.action != UNDO and not is_undone(request.site, each)
    )
    return next(found, None)


def sees(request: Request, change: Change) -> bool:
    """Tell whether the one who asks may see a change; whether he may undo it is asked item by item."""
    if change.who and change.who == request.who.uid:
        return True
    return bool(request.has_permission(MANAGE, request.site))


def rights_of(request: Request) -> Rights:
    """Return the rights of the one who asks."""
    return Rights(request.who, request.now, request.workflows)
