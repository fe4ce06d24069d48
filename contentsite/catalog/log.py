"""The transaction log of a site's database: which nodes were written since.

Only the heads of records are looked at: the class stands there. What a node is like now is asked of the
node itself, so that a record that was undone, packed or written over tells nothing wrong.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Set
from contextlib import closing
from typing import Any, Final, NamedTuple

from ZODB.utils import u64

from contentsite.storage.records import class_name

_ATTEMPTS: Final = 20
_PAUSE: Final = 0.01
_PACKED: Final = "p"


class LogGone(Exception):  # noqa: N818
    """What was written since cannot be told: the transaction is not there, or what followed was packed."""


class Written(NamedTuple):
    """What one transaction wrote, by the numbers of the stored objects."""

    tid: bytes
    nodes: frozenset[int]
    parts: frozenset[int]
    """Working copies."""


def written_since(
    storage: Any, tid: bytes, stop: bytes, nodes: Set[str], parts: Set[str]
) -> Iterator[Written]:
    """Yield what was written behind the transaction `tid` up to `stop`, in order.

    `nodes` and `parts` are dotted names of classes. Raises LogGone.
    """
    with closing(_opened(storage, tid, stop)) as transactions:
        found = iter(transactions)
        first = next(found, None)
        if first is None or first.tid != tid:
            raise LogGone(f"transaction {tid.hex()} is not in the database")
        for number, transaction in enumerate(found):
            if number == 0 and _status(transaction) == _PACKED:
                raise LogGone(f"the database was packed beyond transaction {tid.hex()}")
            yield _written(transaction, nodes, parts)


def _written(transaction: Any, nodes: Set[str], parts: Set[str]) -> Written:
    found: tuple[set[int], set[int]] = set(), set()
    for record in transaction:
        # without data: its creation was undone, so that nothing says what it was
        name = class_name(record.data) if record.data is not None else None
        if name is None or name in nodes:
            found[0].add(u64(record.oid))
        elif name in parts:
            found[1].add(u64(record.oid))
    return Written(transaction.tid, frozenset(found[0]), frozenset(found[1]))


def _status(transaction: Any) -> str:
    status = transaction.status
    return status.decode() if isinstance(status, bytes) else str(status)


def _opened(storage: Any, start: bytes, stop: bytes) -> Any:
    """Open the log; while another thread writes its end the file cannot always be read."""
    for _attempt in range(_ATTEMPTS):
        try:
            return _Closing(storage.iterator(start, stop))
        except (ValueError, OSError):
            time.sleep(_PAUSE)
    return _Closing(storage.iterator(start, stop))


class _Closing:
    """A storage's iterator, which some storages cannot close."""

    def __init__(self, transactions: Any) -> None:
        self._transactions = transactions

    def __iter__(self) -> Iterator[Any]:
        return iter(self._transactions)

    def close(self) -> None:
        """Let go of the file."""
        close = getattr(self._transactions, "close", None)
        if close is not None:
            close()
