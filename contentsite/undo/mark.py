"""What of a change is undone: an item that was undone, unless that was undone again, and so on."""

from __future__ import annotations

from contentsite.tree.root import Root

from .change import Change, Item, Ordered
from .log import changes_of


def undone_by(site: Root, change: Change, number: int) -> str:
    """Return the id of the change that undid an item of a change; "" where it holds, also again after a redo."""
    first = change.undone.get(number, "")
    here, at, count = change, number, 0
    while by := here.undone.get(at, ""):
        count += 1
        following = changes_of(site).get(by)
        found = None if following is None else _same_item(following, here.items[at])
        if following is None or found is None:
            break
        here, at = following, found
    return first if count % 2 else ""


def is_undone(site: Root, change: Change) -> bool:
    """Tell whether all of a change is undone."""
    numbers = range(len(change.items))
    return bool(change.items) and all(undone_by(site, change, each) for each in numbers)


def _same_item(change: Change, item: Item) -> int | None:
    """Return the number of the item of an undo that undid an item."""
    return next((n for n, each in enumerate(change.items) if _key(each) == _key(item)), None)


def _key(item: Item) -> tuple[type, str, str]:
    return type(item), item.uid, item.child if isinstance(item, Ordered) else ""
