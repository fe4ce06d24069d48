"""`Container`: a node that holds nodes by name, in an order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Self

from BTrees.Length import Length
from BTrees.OOBTree import OOBTree

from contentsite.schema.typed import typed

from .events import Added, Changed, Removed, Reordered, notify
from .missing import state_of, uid_of
from .name import check_name, free_name, slug
from .node import Node, hold, hold_only, lineage, root_of
from .order import ManualOrder, Raw
from .row import Row, row_of
from .sort import SortedOrder
from .trash import item_of
from .walk import CACHE_STEP, shrink_cache, walk

if TYPE_CHECKING:
    from .uids import UidIndex


class NameTaken(ValueError):  # noqa: N818
    """The container has a node of this name already."""


@typed
class Container(Node):
    """A node with children. Each operation is O(log n) in the number of children."""

    def begin(self) -> None:
        super().begin()
        self._children: OOBTree[str, Any] = OOBTree()
        self._order: ManualOrder | SortedOrder = ManualOrder()
        # a counter of its own class, since it resolves conflicts: two may add at once
        self._count = Length()

    # reading

    def __getitem__(self, name: str) -> Node:
        child: Node = self._children[name]
        return child

    def get(self, name: str) -> Node | None:
        """Return the child of this name, or None."""
        return self._children.get(name)

    def __contains__(self, name: object) -> bool:
        return name in self._children

    def __len__(self) -> int:
        return self._count()

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return self._order.names()

    def children(self) -> Iterator[Node]:
        """Yield the children in order."""
        return (self._children[name] for name in self._order.names())

    def rows(self, after: Any = None) -> Iterator[tuple[Any, Row]]:
        """Yield (key, row) in order, from the start or from behind a key."""
        return ((key, Row._make(raw)) for key, raw in self._order.rows(after))

    def rows_before(self, before: Any) -> Iterator[tuple[Any, Row]]:
        """Yield (key, row) in reverse order, from just before a key."""
        return ((key, Row._make(raw)) for key, raw in self._order.rows_before(before))

    def row(self, name: str) -> Row:
        """Return the row of one child; KeyError where there is none."""
        return Row._make(self._order.row(name))

    @property
    def order(self) -> ManualOrder | SortedOrder:
        """The keys and rows of the children."""
        return self._order

    # writing

    def add(self, name: str, node: Node) -> Node:
        """Put a node, with all below it, under a name at the end, and return it.

        Raises InvalidName, NameTaken, UidTaken, or ValueError when the node stands somewhere
        already or would come to stand in itself; nothing is changed then.
        """
        name = self._free(check_name(name))
        if node.__parent__ is not None:
            raise ValueError(f"{node.title!r} has a parent already; use move")
        if isinstance(node, Container) and any(here is node for here in lineage(self)):
            raise ValueError(f"{node.title!r} cannot be put into itself or below itself")
        hold(self)
        uids = self.uids()
        if uids is not None and isinstance(node, Container):
            uids.put_all((uid_of(step.node), step.node) for step in walk(node))
        elif uids is not None:
            uids.put(node.uid, node)
        self.attach(name, node)
        notify(Added(node))
        return node

    def add_titled(self, node: Node, *, unicode: bool = False) -> Node:
        """Add a node under a free name made from its title, and return it."""
        return self.add(free_name(slug(node.title, unicode=unicode), self), node)

    def remove(self, name: str) -> Node:
        """Take a child, with all below it, out of the tree and return it; KeyError for none."""
        node = self[name]
        hold(self)
        uids = self.uids()
        count = 0
        for step in walk(node):
            count += 1
            # what somebody else puts there meanwhile would stay in the index: let one of us repeat
            hold_count(step.node)
            if uids is not None:
                uids.remove(uid_of(step.node))
        self.detach(name)
        notify(Removed(node, self, name, count), at=self)
        return node

    def attach(self, name: str, node: Node, row: Raw | None = None) -> None:
        """Put a node under a name without telling anybody: the half of `add` that `move` needs too.

        A node whose class is not installed cannot be written to: it needs the row that it had.
        """
        if isinstance(node, Node):
            node.__name__, node.__parent__ = name, self
        self._children[name] = node
        self._order.add(name, row or row_of(node), self.sort_value(node))
        self._count.change(1)

    def detach(self, name: str) -> None:
        """Take a child out without telling anybody."""
        node = self._children.pop(name)
        self._order.remove(name)
        self._count.change(-1)
        if isinstance(node, Node):
            node.__parent__ = None

    def refresh_row(self, node: Node) -> None:
        """Write a child's row anew from its present values."""
        # one that was moved while its class was away does not know its place before `repair`
        if self.get(node.__name__) is node:
            hold_only(self)
            self._order.refresh(node.__name__, row_of(node), self.sort_value(node))

    def lists(self, name: str, node: Node) -> bool:
        """Tell whether the listing shows the child of this name as it is."""
        return self._order.has(name, row_of(node), self.sort_value(node))

    def sort_value(self, node: Node) -> Any:
        """Return what the order puts a child by; None where people order them."""
        return (
            getattr(node, self._order.field, None) if isinstance(self._order, SortedOrder) else None
        )

    def reorder(self, name: str, before: str | None) -> None:
        """Move a child to just before a sibling, or to the end (None).

        Raises KeyError for an unknown name, ValueError where the order follows a field.
        """
        if not isinstance(self._order, ManualOrder):
            raise ValueError(  # noqa: TRY004  (of the order that was chosen, not of an argument)
                f"{self.title!r} is sorted by {self._order.field}; choose manual order first"
            )
        if name not in self or (before is not None and before not in self):
            raise KeyError(name if name not in self else before)
        if name != before:
            hold(self)
            key = self._order.key(name)
            self._order.place_before(name, before)
            notify(Reordered(self, name, key))

    def reorder_at(self, name: str, key: Any) -> None:
        """Move a child to a key that it had in this order, or just before what stands there now.

        Raises KeyError for an unknown name, ValueError where the order follows a field.
        """
        if not isinstance(self._order, ManualOrder):
            raise ValueError(f"{self.title!r} is sorted by {self._order.field}")  # noqa: TRY004
        before = self._order.key(name)
        if key != before:
            hold(self)
            self._order.place_at(name, key)
            notify(Reordered(self, name, before))

    def sort_by(self, field: str | None, *, descending: bool = False) -> None:
        """Let the order follow a field or an attribute of the children; None for manual order.

        Rebuilds the order: O(n). What is in manual order already stays as it is.
        """
        if field is None and isinstance(self._order, ManualOrder):
            return
        old, self._order = self._order, _order(field, descending=descending)
        hold_count(self)
        for number, raw in enumerate(row for _key, row in old.rows()):
            child = self._children[raw[1]]
            # its row is read here: who changes it meanwhile would write to the old order
            hold_only(child)
            self._order.add(raw[1], raw, self.sort_value(child))
            if number % CACHE_STEP == 0:
                shrink_cache(self)
        notify(Changed(self, ("order",)))

    def take_order(self, order: ManualOrder) -> None:
        """Let the children stand again in an order by hand that this container had; new ones come last. O(n)."""
        hold_count(self)
        order = order.again()
        for name in [name for name in order.names() if name not in self]:
            order.remove(name)
        for name in [*self]:
            hold_only(self._children[name])
            (order.refresh if name in order else order.add)(name, self._order.row(name))
        self._order = order
        notify(Changed(self, ("order",)))

    def become(self, original: Self) -> None:
        """Take over what a copy shares: also by what the children are sorted."""
        super().become(original)
        field = getattr(original.order, "field", None)
        self._order = _order(field, descending=original.order.descending)

    def uids(self) -> UidIndex | None:
        """Return the uid index of the site that this container belongs to; None outside of one.

        Raises ValueError in the trash, where nothing is added or removed.
        """
        if item_of(self) is not None:
            raise ValueError(f"{self.title!r} is in the trash")
        return getattr(root_of(self), "_uids", None)

    def is_free(self, name: str) -> bool:
        """Tell whether a new child may have this name."""
        return name not in self._children

    def _free(self, name: str) -> str:
        if name in self._children:
            raise NameTaken(f"{name!r} is taken in {self.title!r}")
        return name


def hold_count(node: Any) -> None:
    """Let the commit conflict when somebody else adds to or removes from a container meanwhile."""
    count = state_of(node).get("_count")
    if count is not None:
        hold_only(count)


def _order(field: str | None, *, descending: bool) -> ManualOrder | SortedOrder:
    return ManualOrder() if field is None else SortedOrder(field, descending=descending)
