"""What happens in the tree, told to whoever subscribed to its database.

Subscribers belong to the database object, so that scripts that open it are heard as well as requests.
They are called within the transaction of the change, in the order in which they subscribed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from .container import Container
    from .node import Node
    from .place import Place
    from .trash import TrashItem


@dataclass(frozen=True, slots=True)
class Event:
    """Something happened to a node."""

    node: Node


@dataclass(frozen=True, slots=True)
class SiteMade(Event):
    """A new site was made (the node) and is about to be stored: the moment to give it content."""


@dataclass(frozen=True, slots=True)
class Added(Event):
    """A node, with all below it, came into the tree."""


@dataclass(frozen=True, slots=True)
class Removed(Event):
    """A node, with all below it, left the tree; `parent` held it under `name`."""

    parent: Container
    name: str
    count: int = 1
    """How many nodes that were."""


@dataclass(frozen=True, slots=True)
class Trashed(Removed):
    """A node, with all below it, went into the trash: for those who keep what is in the tree it was removed.

    Of a very large subtree `count` is less than all.
    """


@dataclass(frozen=True, slots=True)
class Restored(Added):
    """A node, with all below it, came back from the trash; `parent` holds it under `name` now."""

    parent: Container
    name: str
    path: str
    """Where it stood when it went there."""
    item: TrashItem
    """What it was in the trash."""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Purged(Event):
    """A node in the trash, with all that was below it, is gone for good."""

    site: Container
    path: str
    """Where it stood when it went into the trash."""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Moved(Event):
    """A node, with all below it, was moved or renamed; `parent` held it before under `name`."""

    parent: Container
    name: str
    place: Place
    """Where it stood there."""


@dataclass(frozen=True, slots=True)
class Changing(Event):
    """Fields of a node are about to get other values, which were checked: it still has the present ones."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changed(Event):
    """Fields or bookkeeping of a node got other values."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Versioned(Event):
    """A version of a node was made: of what it is like, or of its working copy."""


@dataclass(frozen=True, slots=True)
class Reordered(Event):
    """The child `name` of a container (the node) stands elsewhere in the order that people give."""

    name: str
    key: Any
    """Its key in the order before."""


E = TypeVar("E", bound=Event)


class _Subscribers:
    """Who is told of what happens in one database."""

    def __init__(self) -> None:
        self._all: list[tuple[type[Event], Callable[[Any], None]]] = []
        self._by_class: dict[type[Event], tuple[Callable[[Any], None], ...]] = {}

    def put(self, kind: type[Event], subscriber: Callable[[Any], None]) -> None:
        self._all.append((kind, subscriber))
        self._by_class.clear()

    def of(self, kind: type[Event]) -> tuple[Callable[[Any], None], ...]:
        """Return those of a class of events; they are looked for once, since a load tells of each node."""
        found = self._by_class.get(kind)
        if found is None:
            found = tuple(each for wanted, each in self._all if issubclass(kind, wanted))
            self._by_class[kind] = found
        return found


# an attribute of the database object: what a subscriber holds on to, even the database, goes with it
_SUBSCRIBERS: Final = "_contentsite_subscribers"


def subscribe(db: Any, kind: type[E], subscriber: Callable[[E], None]) -> None:
    """Have the subscriber called for each event of this kind (or a subclass) in this ZODB database."""
    if not hasattr(db, _SUBSCRIBERS):
        setattr(db, _SUBSCRIBERS, _Subscribers())
    getattr(db, _SUBSCRIBERS).put(kind, subscriber)


def notify(event: Event, at: Node | None = None) -> None:
    """Call the subscribers of the database that `at` (by default the event's node) lives in."""
    subscribers = getattr(_database(event.node if at is None else at), _SUBSCRIBERS, None)
    if subscribers is not None:
        for subscriber in subscribers.of(type(event)):
            subscriber(event)


def _database(node: Node) -> Any:
    """Find the database by the nearest ancestor that is stored; None for a tree in memory."""
    here: Node | None = node
    while here is not None:
        if here._p_jar is not None:
            return here._p_jar.db()
        here = here.__parent__
    return None
