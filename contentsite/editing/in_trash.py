"""Who sees what in the trash: Managers all of it, others what they deleted themselves."""

from __future__ import annotations

from contentsite.security import deleted
from contentsite.tree.trash import TrashItem
from contentsite.web.request import Request


def item_for(request: Request, uid: str) -> TrashItem | None:
    """Return what was deleted, by the uid of its node, if the one who asks may see that it is in the trash."""
    item = request.site.trash.get(uid)
    return item if item is not None and sees(request, item) else None


def sees(request: Request, item: TrashItem) -> bool:
    """Tell whether the one who asks may see an item, restore it or delete it for good."""
    return deleted.sees(request.site, item, request.who, request.now, request.workflows)
