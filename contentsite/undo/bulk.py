"""Bulk changes: what is done in several transactions, such as an import, is one change that grows with each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from contentsite.tree.root import Root

from .change import Change, Item, Key, Placed, id_of
from .log import changes_of

_BULK: ContextVar[Bulk | None] = ContextVar("contentsite.undo.bulk", default=None)


class Bulk:
    """A change that is being made; what came by it is undone as a whole, also what came below it later."""

    def __init__(self, site: Root, action: str) -> None:
        self._site, self.action = site, action
        self._key: Key | None = None
        self.added: set[str] = set()

    @property
    def key(self) -> Key:
        """The key of the change."""
        if self._key is None:
            self._key = changes_of(self._site).new_key()
        return self._key

    @property
    def change(self) -> Change | None:
        """What earlier transactions have written of it; None for nothing yet."""
        found = changes_of(self._site).get(id_of(self.key))
        if found is not None and found.undone:
            # somebody did not wait for its end: what comes now is another one
            self._key = None
            return None
        return found

    def note(self, items: Sequence[Item]) -> None:
        """Note what came in this transaction."""
        new = (item for item in items if isinstance(item, Placed) and item.before is None)
        self.added.update(item.uid for item in new)


@contextmanager
def changed_once(site: Root, action: str) -> Iterator[None]:
    """Let what happens to the tree inside, in any number of transactions, be one change, which can be undone.

    Also what happens in quiet. After each commit the change has what was done so far: so a run that
    was killed can be undone as well.
    """
    before = _BULK.set(Bulk(site, action))
    try:
        yield
    finally:
        _BULK.reset(before)


def bulk_of() -> Bulk | None:
    """Return the bulk change that is being made, None for none."""
    return _BULK.get()
