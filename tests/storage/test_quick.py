"""What is stored by a quick connection is what any other one stores."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import transaction
from persistent.mapping import PersistentMapping
from persistent.wref import WeakRef
from ZODB import DB
from ZODB.Connection import Connection
from ZODB.POSException import InvalidObjectReference
from ZODB.serialize import ObjectWriter

from contentsite.storage.quick import Database, QuickConnection, quicker

VALUES = ("text", 1, 2.5, True, None, b"bytes", (1, ("two",)), ["list"], {"a": {"b": 1}}, {3})
DATES = (datetime(2026, 11, 30, tzinfo=UTC), date(2026, 11, 30), PersistentMapping, dict)


class Text(str):
    """A value of a class that is not plain."""


@pytest.fixture(params=[Database, DB])
def db(request: pytest.FixtureRequest) -> Iterator[Any]:
    db = request.param(None)
    yield db
    db.close()


def stored(db: Any, value: Any) -> Any:
    """Store a value, and return it as another connection reads it."""
    with db.transaction() as connection:
        connection.root()["value"] = value
    return db.open(transaction.TransactionManager()).root()["value"]


def record(db: Any) -> bytes:
    data: bytes = db.storage.load(b"\0" * 8)[0]
    return data


@pytest.mark.parametrize("value", [*VALUES, *DATES])
def test_values_come_back(db: Any, value: Any) -> None:
    found = stored(db, value)
    assert (found, type(found)) == (value, type(value))


def test_objects_are_records_of_their_own(db: Any) -> None:
    inner = PersistentMapping(a=1)
    found = stored(db, {"here": (inner, [inner]), "weak": WeakRef(inner)})
    assert found["here"][0] is found["here"][1][0] is found["weak"]()
    assert found["here"][0]._p_oid not in (None, found)
    assert dict(found["here"][0]) == {"a": 1}


def test_records_are_the_same_byte_by_byte() -> None:
    records = []
    for kind in (Database, DB):
        db = kind(None)
        stored(db, {"all": VALUES, "dates": DATES, "inner": PersistentMapping(), "text": Text("a")})
        records.append(record(db))
        db.close()
    assert records[0] == records[1]


def test_an_object_of_another_database_is_refused() -> None:
    one, two = Database(None), Database(None)
    inner = PersistentMapping()
    stored(one, inner)
    with pytest.raises(InvalidObjectReference), two.transaction() as connection:
        connection.root()["inner"] = inner
    one.close()
    two.close()


def test_only_where_there_is_a_doubt_it_is_asked() -> None:
    asked: list[Any] = []
    quick = quicker(asked.append)
    inner, other = PersistentMapping(), Text("a")
    for value in (*VALUES, *DATES, inner, other, WeakRef):
        quick(value)
    # the class of a mapping is of a class of its own, as one that is stored as an object would be
    assert asked == [{3}, DATES[1], PersistentMapping, inner, other]


def test_its_connections_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """ZODB calls what is replaced here: one that did not any more would store as slowly as before."""
    pickler: list[Any] = []
    plain = Connection._store_objects

    def seen(self: Any, writer: ObjectWriter, transaction: Any) -> None:
        pickler.append(writer._p.persistent_id)
        plain(self, writer, transaction)

    monkeypatch.setattr(Connection, "_store_objects", seen)
    db = Database(None)
    with db.transaction() as connection:
        assert isinstance(connection, QuickConnection)
        connection.root()["value"] = 1
    db.close()
    assert pickler[-1].__qualname__.startswith("quicker.")
