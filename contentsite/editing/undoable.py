"""Who sees which changes: Managers all, others what they did themselves; and by whose rights they are undone."""

from __future__ import annotations

from contentsite.security.role import MANAGE
from contentsite.undo.change import Change
from contentsite.undo.log import changes_of
from contentsite.undo.rights import Rights
from contentsite.web.request import Request


def change_for(request: Request, change: str) -> Change | None:
    """Return the change of an id, if the one who asks may see it."""
    found = changes_of(request.site).get(change) if change else None
    return found if found is not None and sees(request, found) else None


def sees(request: Request, change: Change) -> bool:
    """Tell whether the one who asks may see a change; whether he may undo it is asked item by item."""
    if change.who and change.who == request.who.uid:
        return True
    return bool(request.has_permission(MANAGE, request.site))


def rights_of(request: Request) -> Rights:
    """Return the rights of the one who asks."""
    return Rights(request.who, request.now, request.workflows)
