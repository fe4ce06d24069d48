"""The database as it was: read-only connections to a moment, and how far back they reach.

A pack leaves of what was before it only what was still current then. So the past begins where the
database was packed last; a state from before could not be read as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any, Final
from weakref import WeakKeyDictionary

from persistent.timestamp import TimeStamp
from ZODB.DB import getTID

from contentsite.tree.moment import EPOCH

MOMENTS: Final = 8
"""So many moments keep their connections, those used last: each has a cache of its own."""
PACKED: Final = "p"
"""The status of a transaction that a pack has gone over."""

_BEGINNINGS: WeakKeyDictionary[Any, datetime] = WeakKeyDictionary()


class OutOfReach(LookupError):  # noqa: N818
    """The database has nothing of this moment: it is before the past begins."""


def open_past(db: Any, moment: datetime, manager: Any) -> Any:
    """Open a read-only connection to a database as it was at a moment; the caller closes it by `close_past`.

    What is later than the last transaction is as that left it. Raises OutOfReach.
    """
    if moment < beginning_of(db):
        raise OutOfReach(f"the past begins at {beginning_of(db).isoformat()}")
    last = getTID(db.lastTransaction(), None)
    return db.open(transaction_manager=manager, before=min(getTID(moment, None), last))


def close_past(connection: Any) -> None:
    """Give a connection back, and let go of those to moments that nobody asked for of late.

    ZODB keeps some connections for each moment and has no limit on moments.
    """
    db, key = connection.db(), connection.before
    connection.close()
    with db._lock:
        pools = db.historical_pool.pools
        pools[key] = pools.pop(key)
        for old in list(pools)[:-MOMENTS]:
            # one that is in use comes back to its pool
            if len(pools[old].available) == len(pools[old].all):
                pools[old].setSize(0)
        db.historical_pool.reduce_size()


@contextmanager
def past_opened(db: Any, moment: datetime, manager: Any) -> Iterator[Any]:
    """Give a connection as `open_past` does, and close it at the end. Raises OutOfReach."""
    connection = open_past(db, moment, manager)
    try:
        yield connection
    finally:
        close_past(connection)


def beginning_of(db: Any) -> datetime:
    """Return the first moment that can be shown: that of the first transaction, or of the last one before a pack.

    It is kept once it is found: the packed transactions, which come first, are looked through for it.
    """
    if db not in _BEGINNINGS:
        _BEGINNINGS[db] = moment_of(_first_whole(db))
    return _BEGINNINGS[db]


def forget_beginning(db: Any) -> None:
    """Look anew for where the past begins: it may have been packed meanwhile."""
    _BEGINNINGS.pop(db, None)


def moment_of(tid: bytes) -> datetime:
    """Return a moment, in whole microseconds, at which a transaction was done and none after it."""
    # one up for what is cut off, and one for what is rounded on the way back
    micros = int(TimeStamp(tid).timeTime() * 1_000_000) + 2
    return EPOCH + timedelta(microseconds=micros)


def _first_whole(db: Any) -> bytes:
    """Return the first transaction at which, and after which, all that was then can be read."""
    iterator = db.storage.iterator()
    try:
        statuses = ((record.tid, record.status) for record in iterator)
        packed = [tid for tid, _status in takewhile(lambda each: each[1] == PACKED, statuses)]
        # the first one, where it was not packed, makes the database's own root: nothing is in there yet
        found: bytes = packed[-1] if packed else next(statuses, (db.lastTransaction(), ""))[0]
    finally:
        # a file is open behind some iterators, and nothing behind others
        getattr(iterator, "close", lambda: None)()
    return found
