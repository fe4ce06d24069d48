"""What of a change is undone: an item that was undone, unless that was undone again, and so on."""

from __future__ import annotations

from contentsite.tree.root import Root

from .change import Change
from .log import changes_of


def undone_by(site: Root, change: Change, number: int) -> str:
    """Return the id of the change that undid an item of a change; "" where it holds, also again after a redo."""
    first = change.undone.get(number, "")
    here, at, count = change, number, 0
    while by := here.undone.get(at, ""):
        count += 1
        following = changes_of(site).get(by)
        found = None if following is None else following.number_of(here.items[at])
        if following is None or found is None:
            break
        here, at = following, found
    return first if count % 2 else ""


def is_undone(site: Root, change: Change) -> bool:
    """Tell whether all of a change is undone."""
    number = len(change.items)
    return 0 < number == len(change.undone) and all(
        undone_by(site, change, each) for each in range(number)
    )
