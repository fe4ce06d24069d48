"""A database that stores quicker: what is plain is seen at a glance.

ZODB asks of each value of a record, by a function written in Python, whether it is an object with a record of
its own. That was a sixth of a large load. Nearly all values are of a few built-in types, and never are one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from ZODB import DB
from ZODB.Connection import Connection
from zodbpickle import binary

# a class whose own class is not `type` could be stored as an object, so only these are plain
_PLAIN: Final = frozenset(
    (str, int, tuple, bytes, binary, type(None), bool, float, dict, list, datetime, type)
)

Reference = Callable[[Any], Any]
"""Returns what stands in a record for an object that has one of its own; None for a value."""


def quicker(reference: Reference) -> Reference:
    """Return a function that says the same, and asks only where there is a doubt."""

    def persistent_id(value: Any) -> Any:
        return None if type(value) in _PLAIN else reference(value)

    return persistent_id


class QuickConnection(Connection):
    """A connection that asks less when it stores."""

    def _store_objects(self, writer: Any, transaction: Any) -> None:
        writer._p.persistent_id = quicker(writer.persistent_id)
        super()._store_objects(writer, transaction)


class Database(DB):
    """A database with such connections."""

    klass = QuickConnection
