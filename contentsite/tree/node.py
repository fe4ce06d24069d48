"""`Node`: one object of the tree, and the bookkeeping that each one has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from datetime import date as Date
from typing import TYPE_CHECKING, Any, Self

from persistent import Persistent
from pydantic_core import InitErrorDetails

from contentsite.schema.blocks import values_in
from contentsite.schema.fields import Text, aware
from contentsite.schema.long import held
from contentsite.schema.markdown import render_markdown
from contentsite.schema.sanitize import opening_text
from contentsite.schema.typed import Typed, typed

from .events import Changed, Changing, notify
from .moment import Moment
from .reference import misfits
from .uids import new_uid
from .window import DRAFT, PUBLISHED, is_live

if TYPE_CHECKING:
    from .container import Container

_SHARED = ("creator", "language", "listed")
_PROSE: Mapping[str, Callable[[str], str]] = {
    "rich_text": str,
    "markdown": render_markdown,
    "long_text": str,
}


class Located(Typed, Persistent):
    """Where a node stands, and what is known of it besides its fields.

    This base is not decorated: what is annotated on a decorated class is a field.
    """

    __workflow__ = "simple"
    """The name of the workflow that its type was declared with."""

    __name__: str = ""
    __parent__: Container | None = None
    uid: str = ""
    """32 hex digits, the same for good: kept on import, move and rename."""
    created = Moment()
    modified = Moment()
    creator: str = ""
    changer: str = ""
    """The name of who changed it last; empty while nobody did but who made it."""
    owner: str = ""
    """The uid of the user who made it; empty for what a script or an import made."""
    language: str = ""
    """A BCP 47 tag; empty where the parent's language holds."""
    state: str = DRAFT
    publish_at: datetime | None = None
    expire_at: datetime | None = None
    listed: bool = True
    """Whether listings, navigation and feeds show it; an unlisted node is reached by its address."""
    acl: tuple[Any, ...] | None = None
    """Own access control entries; None where only the parent's hold."""
    _history: Any = None
    """Its versions, made at the first change; they are the node's own, and never copied."""
    _working: Any = None
    """What was changed of a published node, and is not published yet."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.begin()

    def begin(self) -> None:
        """Start the life of a new object: bookkeeping of its own, whatever its fields."""
        self.uid = new_uid()
        self.created = self.modified = datetime.now(UTC)


@typed
class Node(Located):
    """An object of the tree. Content types derive from it, or from a type that does."""

    title: Text

    def update(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """Set fields as `Typed.update` does, and tell the parent's listing and the subscribers."""
        changed = self.checked(values)
        if changed:
            notify(Changing(self, tuple(changed)))
            self.assign(changed)
            self.touch(*changed)
        return tuple(changed)

    def objections(self, changed: Mapping[str, Any]) -> Iterator[InitErrorDetails]:
        """Object to references that lead to nodes of another type than their field wants."""
        find = getattr(root_of(self), "find", None)
        return misfits(type(self).fields(), changed, find) if find else iter(())

    def become(self, original: Self) -> None:
        """Take over what a copy shares with its original, a node of the same class.

        Not its place, uid, dates, state and permissions; a type with further data extends this.
        """
        for name in (*type(self).fields(), *_SHARED):
            # a long text is shared: it never changes
            setattr(self, name, held(original, name))

    def touch(self, *names: str) -> None:
        """Note that these attributes were changed now."""
        self.modified = datetime.now(UTC)
        self.refresh()
        notify(Changed(self, names))

    def refresh(self) -> None:
        """Write the node's row anew where its parent lists it."""
        if isinstance(self.__parent__, Node):
            self.__parent__.refresh_row(self)

    def publish(self, at: datetime | None = None, until: datetime | None = None) -> None:
        """Make the node public, now or from the moment `at`, for good or until the moment `until`.

        Raises ValueError for a moment without a time zone.
        """
        window = at and aware(at), until and aware(until)
        self._open(PUBLISHED, *window)

    def retract(self, state: str = DRAFT) -> None:
        """Take the node back from the public: make it a draft again, or give it another state."""
        self._open(state, None, None)

    def _open(self, state: str, at: datetime | None, until: datetime | None) -> None:
        """Set state and window together; nothing is written where they are so already."""
        # no window is what the class says: most nodes need not store it
        is_same_window = (at, until) == (self.publish_at, self.expire_at)
        if not is_same_window:
            self.publish_at, self.expire_at = at, until
        if state != self.state or not is_same_window:
            self.state = state
            self.touch("state", "publish_at", "expire_at")

    @property
    def dated(self) -> datetime | Date:
        """The moment or day that it stands under.

        That of the event, of the news, of its publication, or of its creation.
        """
        found: datetime | Date | None = getattr(self, "date", None) or getattr(self, "starts", None)
        return found or self.publish_at or self.created

    def is_live(self, now: datetime) -> bool:
        """Tell whether this node is public at the moment `now`, if all above it are."""
        return is_live(self.state, self.publish_at, self.expire_at, now)

    def summary(self) -> str:
        """Return a few plain words about the node: its description, or the start of its first prose."""
        described = getattr(self, "description", "")
        return described or next(filter(None, map(self._opening, type(self).fields())), "")

    def _opening(self, name: str) -> str:
        inside = values_in(type(self).fields()[name], getattr(self, name))
        return next(
            filter(None, (_opening_of(spec.kind, value) for _place, spec, value in inside)), ""
        )


def _opening_of(kind: str, value: Any) -> str:
    to_html = _PROSE.get(kind)
    return opening_text(to_html(value[:4000])) if to_html and value else ""


def lineage(node: Node) -> Iterator[Node]:
    """Yield the node and its ancestors up to the root, or to one whose class is not installed."""
    here: Any = node
    while isinstance(here, Node):
        yield here
        here = here.__parent__


def root_of(node: Node) -> Node:
    """Return the topmost ancestor, the node itself where it has no parent."""
    top = node
    while isinstance(top.__parent__, Node):
        top = top.__parent__
    return top


def hold(node: Node) -> None:
    """Let the commit conflict when the node, or one above it, is changed by somebody else meanwhile.

    What is put into a container touches its BTrees only. Without this, two transactions could move
    two folders into each other, or one could fill a folder that the other removes.
    """
    for here in lineage(node):
        hold_only(here)


def hold_only(stored: Persistent) -> None:
    """Let the commit conflict when this object is changed by somebody else meanwhile."""
    if stored._p_jar is not None:
        # a ghost does not know yet which state it has
        stored._p_activate()
        stored._p_jar.readCurrent(stored)


def path_of(node: Node) -> tuple[str, ...]:
    """Return the names from below the root down to the node; empty for the root."""
    return tuple(here.__name__ for here in lineage(node) if here.__parent__ is not None)[::-1]


def written_path(node: Node) -> str:
    """Return the path from the root down to the node, as people write it: /news/2026."""
    return "/" + "/".join(path_of(node))


def language_of(node: Node, default: str) -> str:
    """Return the nearest language that the node or an ancestor states."""
    return next((here.language for here in lineage(node) if here.language), default)
