"""Why something is not undone; and who has changed a node since, as the audit log knows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final

from persistent.TimeStamp import TimeStamp

from contentsite.security.audit.entry import Found, micros
from contentsite.security.audit.log import log_of
from contentsite.security.audit.recorder import recorded_keys
from contentsite.security.audit.search import Wanted, search
from contentsite.sentence import _
from contentsite.tree.node import Node, root_of
from contentsite.tree.place import Place
from contentsite.tree.root import Root
from contentsite.tree.trash import item_of

from .change import Change, Placed, Refusal
from .log import changes_of

CHANGED: Final = _("It was changed since.")
MOVED: Final = _("It does not stand any more where this change had put it.")
ORDERED: Final = _("The order was changed since.")
FOLLOWS: Final = _("The order follows a field that is not undone, or waits to be published.")
FILLED: Final = _("Something was added to it since.")
IN_TRASH: Final = _("It is in the trash.")
NOT_IN_TRASH: Final = _("It is not in the trash any more.")
GONE: Final = _("It was deleted for good.")
GOING: Final = _("It is being deleted for good.")
NO_CLASS: Final = _("Its type is not installed.")
NOT_ALLOWED: Final = _("You may not do this here.")
NOT_BELOW: Final = _("You may not take all of it away from there.")
NO_WAY: Final = _("Its workflow has no way back to that state.")
NOT_YOURS: Final = _("Somebody else has deleted it.")
TAKEN: Final = _("Something else there has its name now.")
NO_FIELD: Final = _("Its type has these fields no more.")
ALREADY: Final = _("It was undone already.")
_MOST: Final = 200
_NEVER: Final = object()
_LOOKED: Final = 5_000
"""So many changes are looked at for what came since."""


class Refused(Exception):  # noqa: N818
    """An item is not undone; `refusal` says why."""

    def __init__(self, reason: str, found: Found | None = None) -> None:
        super().__init__(reason)
        name, moment = (found.entry.name, -found.key[0]) if found else ("", 0)
        self.refusal = Refusal(reason, name, moment)


def node_of(site: Root, change: Change, uid: str) -> Node:
    """Return the node of a uid in the tree. Raises Refused for one that is not there, or of a missing class."""
    node: Any = site.uids().get(uid)
    if node is None:
        raise since(site, change, uid, GONE)
    if not isinstance(node, Node):
        raise Refused(NO_CLASS)
    if item_of(node) is not None:
        raise since(site, change, uid, IN_TRASH)
    if root_of(node) is not site:
        raise Refused(NO_CLASS)
    return node


def since(site: Root, change: Change, uid: str, reason: str = CHANGED) -> Refused:
    """Return what to raise where a node was changed since, with who did that, and when, where that is known."""
    return Refused(reason, next(deeds_since(site, change, uid), None))


def stood_in(site: Root, change: Change, uid: str, parent: str) -> bool:
    """Tell whether a node that was written since a change stood in a container then, as later changes show.

    False also where that is too long ago to be looked for, or nobody knows.
    """
    found: list[Any] = []
    for later in islice(changes_of(site).changes(), _LOOKED):
        if later.tid <= change.tid:
            break
        found += [item for item in later.items if item.uid == uid]
    else:
        return False
    # the oldest is the last one: where it stood before that it stood then
    before = next((item.before for item in reversed(found) if isinstance(item, Placed)), _NEVER)
    if before is _NEVER:
        return bool(found)
    return isinstance(before, Place) and before.parent == parent


def deeds_since(site: Root, change: Change, uid: str) -> Iterator[Found]:
    """Yield what the audit log says was done to a node since a change, the newest first.

    Nothing where the clock was set back meanwhile: then nobody knows.
    """
    # when it was first committed: what was done in it by then was done before, and the rest in quiet
    end = datetime.fromtimestamp(TimeStamp(change.begun).timeTime(), UTC)
    wanted, own = Wanted(node=uid, since=end), recorded_keys(site)
    return (
        found
        for found in search((log_of(site),), wanted, _MOST).found
        if -found.key[0] > micros(end) and found.key not in own
    )
