"""Into the trash, back from it, and out of it for good.

The way in and back touches the parent and the top of the subtree only, whatever its size.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from contentsite.sentence import _

from .container import Container
from .events import Purged, Restored, Trashed, notify
from .extent import extent_of
from .missing import uid_of
from .move import InvalidMove, lead_on, standing
from .name import check_name
from .node import Node, hold, path_of, root_of, written_path
from .place import Place, place_in, put_in_place
from .root import Root
from .trash import TrashItem, item_of
from .walk import walk

COUNTED: Final = 20_000
"""So many nodes of what is deleted are counted."""
STEP: Final = 1_000
"""So many nodes are deleted for good between two commits."""


class NoPlace(InvalidMove):
    """What is in the trash cannot go back to where it was; the message says why."""


def trash(node: Node, by: str = "") -> TrashItem:
    """Move a node, with all below it, into the trash of its site; `by` is the uid of who does it.

    Raises InvalidMove; nothing is changed then.
    """
    return trash_child(*standing(node), by)


def trash_child(parent: Container, name: str, by: str = "") -> TrashItem:
    """Move what a container holds under a name into the trash: as `trash`, also for what does not know its place."""
    node, site = parent[name], root_of(parent)
    if not isinstance(site, Root):
        raise InvalidMove(f"{node.title!r} is not in a site")
    hold(parent)
    item = _item(parent, name, by)
    parent.detach(name)
    _enter(item)
    site.trash.put(item)
    notify(Trashed(node, parent, name, item.number), at=parent)
    return item


def place_for(site: Root, item: TrashItem | Place) -> Container:
    """Return the container that something stood in. Raises NoPlace where that is not in the tree any more."""
    found = site.uids().get(item.parent)
    if not isinstance(found, Node):
        raise NoPlace(_("the folder that it stood in does not exist any more"))
    if item_of(found) is not None:
        raise NoPlace(
            _(
                "the folder that it stood in, {title}, is in the trash itself",
                title=repr(found.title),
            )
        )
    if not isinstance(found, Container) or root_of(found) is not site:
        raise NoPlace(_("what it stood in can hold nothing now"))
    return found


def restore(
    site: Root, item: TrashItem, target: Container | None = None, name: str | None = None
) -> Any:
    """Put what is in the trash back, with all below it, and return it.

    Without a target to where it stood, at its place among its siblings. Elsewhere, its old address
    leads to it. Raises NoPlace, InvalidMove, InvalidName or NameTaken; nothing is changed then.
    """
    if site.trash.get(item.uid) is not item or item.is_going:
        raise InvalidMove(_("it is not in the trash any more"))
    parent = place_for(site, item) if target is None else target
    if root_of(parent) is not site:
        raise InvalidMove(f"{parent.title!r} is not in the same site")
    new = item.name if name is None else check_name(name)
    parent._free(new)
    hold(parent)
    site.trash.take(item)
    # written, so that of two who restore and delete it for good at once one is tried again
    item.is_going = True
    is_known = isinstance(item.node, Node)
    parent.attach(new, item.node, None if is_known else (item.row[0], new, *item.row[2:]))
    if parent.uid == item.parent:
        put_in_place(parent, new, item)
    if is_known and written_path(item.node) != item.path:
        lead_on(site, item.path, item.node)
    notify(Restored(item.node, parent, new, item.path, item, item.number), at=parent)
    return item.node


def trash_again(node: Node, was: Any) -> TrashItem:
    """Put what was restored back into the trash, as what it was there: from where, by whom and when.

    `was` has the attributes `micros`, `by`, `path` and those of a `Place`. Raises InvalidMove.
    """
    site: Any = root_of(node)
    item = trash(node, was.by)
    site.trash.take(item)
    item.micros, item.path = was.micros, was.path
    item.parent, item.name = was.parent, was.name
    item.order, item.key, item.before = was.order, was.key, was.before
    site.trash.put(item)
    return item


def purge(site: Root, item: TrashItem) -> None:
    """Delete an item of the trash for good, all in one transaction."""
    for _number in purging(site, item):
        pass


def purging(site: Root, item: TrashItem) -> Iterator[int]:
    """Delete an item of the trash for good; yields after every 1,000 nodes, and at the end: the moment to commit.

    What was begun can only be gone on with: by the same call, which may be made again.
    """
    item.is_going = True
    number = 0
    for step in walk(item.node):
        uid = uid_of(step.node)
        # one that was begun before: an import may have made a node of this uid anew
        if site.uids().get(uid) is step.node:
            site.uids().remove(uid)
        number += 1
        if number % STEP == 0:
            yield number
    if site.trash.get(item.uid) is item:
        site.trash.take(item)
        notify(Purged(item.node, site, item.path, number), at=site)
    yield number


def _item(parent: Container, name: str, by: str) -> TrashItem:
    """Note what is needed to put a child back."""
    node: Any = parent[name]
    path = "/" + "/".join((*path_of(parent), name))
    item = TrashItem(
        node,
        uid_of(node),
        parent=parent.uid,
        name=name,
        path=path,
        by=by,
        moment=datetime.now(UTC),
    )
    item.number, item.is_more = extent_of(node, COUNTED)
    item.row, place = parent.order.row(name), place_in(parent, name)
    item.order, item.key, item.before = place.order, place.key, place.before
    return item


def _enter(item: TrashItem) -> None:
    if isinstance(item.node, Node):
        # of another class than a parent in the tree: that is what keeps it out of there
        place: Any = item
        item.node.__parent__ = place
