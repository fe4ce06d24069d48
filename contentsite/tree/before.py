"""What the database has of an object, whatever this transaction has made of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from persistent import Persistent
from ZODB.POSException import POSKeyError, ReadConflictError
from ZODB.utils import z64

from .compact import Compact


def state_before(stored: Persistent) -> Mapping[str, Any] | None:
    """Return the attributes that an object had before this transaction; None for one that is new.

    Raises ReadConflictError where that is gone, since somebody else has changed it and the database
    was packed: the commit would conflict as well.
    """
    jar = stored._p_jar
    if jar is None:
        return None
    # a ghost does not know yet which state it has
    stored._p_activate()
    serial = stored._p_serial
    if serial in (None, z64):
        return None
    try:
        # not `jar.oldstate`: after a savepoint it asks a file that knows of no serials
        record = jar._normal_storage.loadSerial(stored._p_oid, serial)
    except POSKeyError as error:
        raise ReadConflictError(object=stored) from error
    found: Any = jar._reader.getState(record)
    named: Mapping[str, Any] = stored.named(found) if isinstance(stored, Compact) else found
    return named
