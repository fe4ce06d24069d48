"""`Container`: a node that holds nodes by name, in an order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from BTrees.Length import Length
from BTrees.OOBTree import OOBTree

from contentsite.schema.typed import typed

from .events import Added, Changed, Removed, Reordered, notify
from .name import check_name, free_name, slug
from .node import Located, Node, root_of
from .order import ManualOrder, Raw, SortedOrder
from .row import Row, row_of
from .walk import nodes_in

if TYPE_CHECKING:
    from .uids import UidIndex


class NameTaken(ValueError):  # noqa: N818
    """The container has a node of this name already."""


@typed
class Container(Node):
    """A node with children. Each operation is O(log n) in the number of children."""

    def begin(self) -> None:
        super().begin()
        self._children = OOBTree()
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

        Raises InvalidName, NameTaken, or ValueError when the node stands somewhere already.
        """
        if node.__parent__ is not None:
            raise ValueError(f"{node.title!r} has a parent already; use move")
        self.attach(check_name(name), node)
        uids = self.uids()
        if uids is not None:
            for each in nodes_in(node):
                uids.put(each.uid, each)
        notify(Added(node))
        return node

    def add_titled(self, node: Node, *, unicode: bool = False) -> Node:
        """Add a node under a free name made from its title, and return it."""
        return self.add(free_name(slug(node.title, unicode=unicode), self), node)

    def remove(self, name: str) -> Node:
        """Take a child, with all below it, out of the tree and return it; KeyError where there is none."""
        node = self[name]
        uids = self.uids()
        if uids is not None:
            for each in nodes_in(node):
                uids.remove(each.uid)
        self.detach(name)
        notify(Removed(node, self, name), at=self)
        return node

    def attach(self, name: str, node: Node, row: Raw | None = None) -> None:
        """Put a node under a name without telling anybody: the half of `add` that `move` needs too.

        A node whose class is not installed cannot be written to: it needs the row that it had.
        """
        if name in self._children:
            raise NameTaken(f"{name!r} is taken in {self.title!r}")
        if isinstance(node, Located):
            node.__name__, node.__parent__ = name, self
        self._children[name] = node
        self._order.add(name, row or row_of(node), self._sort_value(node))
        self._count.change(1)

    def detach(self, name: str) -> None:
        """Take a child out without telling anybody."""
        node = self._children.pop(name)
        self._order.remove(name)
        self._count.change(-1)
        if isinstance(node, Located):
            node.__parent__ = None

    def refresh_row(self, node: Node) -> None:
        """Write a child's row anew from its present values."""
        self._order.refresh(node.__name__, row_of(node), self._sort_value(node))

    def reorder(self, name: str, before: str | None) -> None:
        """Move a child to just before a sibling, or to the end (None).

        Raises KeyError for an unknown name, ValueError where the order follows a field.
        """
        if not isinstance(self._order, ManualOrder):
            raise ValueError(
                f"{self.title!r} is sorted by {self._order.field}; choose manual order first"
            )
        if name not in self or (before is not None and before not in self):
            raise KeyError(name if name not in self else before)
        if name != before:
            self._order.place_before(name, before)
            notify(Reordered(self))

    def sort_by(self, field: str | None, *, descending: bool = False) -> None:
        """Let the order follow a field or an attribute of the children; None for manual order.

        Rebuilds the order: O(n).
        """
        names = list(self)
        rows = {name: self._order.row(name) for name in names}
        self._order = ManualOrder() if field is None else SortedOrder(field, descending=descending)
        for name in names:
            self._order.add(name, rows[name], self._sort_value(self[name]))
        notify(Changed(self, ("order",)))

    def order_like(self, other: Container) -> None:
        """Let this container, still empty, order its children by what the other one does."""
        if isinstance(other.order, SortedOrder):
            self._order = SortedOrder(other.order.field, descending=other.order.descending)

    def uids(self) -> UidIndex | None:
        """Return the uid index of the site that this container belongs to; None outside of one."""
        return getattr(root_of(self), "_uids", None)

    def _sort_value(self, node: Node) -> Any:
        return (
            getattr(node, self._order.field, None) if isinstance(self._order, SortedOrder) else None
        )
