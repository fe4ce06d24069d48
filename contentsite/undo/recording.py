"""The subscribers: what of the tree's events is noted for a later undo.

What happens in quiet is not, unless it is a bulk change, such as an import.
"""

from __future__ import annotations

from typing import Any, Final

from contentsite.security.audit.recorder import is_quiet, path_at
from contentsite.tree.before import state_before
from contentsite.tree.container import Container
from contentsite.tree.events import (
    Added,
    Changed,
    Moved,
    Removed,
    Reordered,
    Restored,
    SiteMade,
    Trashed,
    Versioned,
)
from contentsite.tree.missing import uid_of
from contentsite.tree.node import root_of
from contentsite.tree.place import Place
from contentsite.tree.root import Root

from .bulk import bulk_of
from .change import binned
from .log import changes_of
from .pending import MovedChild, Pending, pending_of

ORDER: Final = "order"


def on_site_made(event: SiteMade) -> None:
    """Give a new site its log: made by the first to write, it would be where the first writers meet."""
    if isinstance(event.node, Root):
        changes_of(event.node)


def on_added(event: Added) -> None:
    """Note that a node is new, or back from the trash."""
    found = _pending(event.parent if isinstance(event, Restored) else event.node)
    if found is None:
        return
    if isinstance(event, Restored):
        found.move(event.node, binned(event.item), event.path)
    else:
        found.move(event.node, None, "")


def on_removed(event: Removed) -> None:
    """Note that a node went, into the trash or for good, and where it stood."""
    found = _pending(event.parent)
    if found is None:
        return
    site: Any = root_of(event.parent)
    item = site.trash.get(uid_of(event.node)) if isinstance(event, Trashed) else None
    if item is None:
        place = Place(event.parent.uid, event.name, None, None, None)
    else:
        place = Place(item.parent, item.name, item.order, item.key, item.before)
    path = path_at(event.node, event.parent, event.name)
    found.move(event.node, place, path, event.parent)


def on_moved(event: Moved) -> None:
    """Note where a node stood."""
    found = _pending(event.parent)
    if found is not None:
        path = path_at(event.node, event.parent, event.name)
        found.move(event.node, event.place, path, event.parent)


def on_changed(event: Changed) -> None:
    """Note that values of a node were changed, or the order of all its children."""
    found = _pending(event.node)
    if found is None:
        return
    if event.names != (ORDER,):
        found.alter(event.node)
    elif isinstance(event.node, Container):
        _sorted(found, event.node)


def on_versioned(event: Versioned) -> None:
    """Note that the working copy of a node may have been changed."""
    found = _pending(event.node)
    if found is not None:
        found.alter(event.node)


def on_reordered(event: Reordered) -> None:
    """Note where a child stood in the order by hand."""
    found, folder = _pending(event.node), event.node
    if found is not None and isinstance(folder, Container):
        child, order = uid_of(folder[event.name]), folder.order
        found.reorder(MovedChild(folder, child, order, event.key, order.key(event.name)))


SUBSCRIBERS: Final = (
    (SiteMade, on_site_made),
    (Added, on_added),
    (Removed, on_removed),
    (Moved, on_moved),
    (Changed, on_changed),
    (Versioned, on_versioned),
    (Reordered, on_reordered),
)


def sorting(order: Any) -> tuple[str | None, bool]:
    """Return by which field an order sorts, None for one by hand, and whether it descends."""
    return getattr(order, "field", None), order.descending


def _sorted(found: Pending, folder: Container) -> None:
    state = state_before(folder)
    if state is not None:
        order = state["_order"]
        after = sorting(folder.order)
        found.reorder(MovedChild(folder, "", order, sorting(order), after))


def _pending(node: Any) -> Pending | None:
    """Return where the transaction's changes are noted; None where nothing is."""
    if is_quiet() and bulk_of() is None:
        return None
    site = root_of(node)
    return pending_of(site) if isinstance(site, Root) else None
