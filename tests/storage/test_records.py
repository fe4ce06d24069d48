"""Reading all records of a storage that is in use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import ZODB
from persistent.mapping import PersistentMapping
from ZODB.Connection import TransactionMetaData
from ZODB.FileStorage import FileStorage
from ZODB.utils import z64

from contentsite.storage import records
from contentsite.storage.records import problems


@pytest.fixture
def db(tmp_path: Path) -> Any:
    found = ZODB.DB(FileStorage(str(tmp_path / "Data.fs")))
    with found.transaction() as connection:
        for number in range(5):
            connection.root()[f"{number}"] = PersistentMapping(number=number)
    yield found
    found.close()


def test_what_is_committed_meanwhile_is_no_fault(db: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "_EVERY", 1)

    def write(done: int, _all: int | None, _what: str) -> None:
        with db.transaction() as connection:
            root = connection.root()
            root["0"]["number"] = done
            root["4"]["number"] = done
            root[f"new-{done}"] = PersistentMapping()

    assert list(problems(db.storage, write)) == []
    assert list(problems(db.storage)) == []
    assert "new-3" in db.open().root()


def test_what_is_being_written_is_not_begun(db: Any, caplog: pytest.LogCaptureFixture) -> None:
    storage, meta = db.storage, TransactionMetaData()
    data, tid = storage.load(z64)
    storage.tpc_begin(meta)
    storage.store(z64, tid, data + b" " * 100_000, "", meta)
    storage.tpc_vote(meta)
    assert list(problems(storage)) == []
    assert caplog.messages == []
    storage.tpc_abort(meta)


def test_a_lost_object_is_found_while_others_write(
    db: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = db.storage
    lost = db.open().root()["2"]._p_oid
    monkeypatch.setattr(records, "_EVERY", 1)

    def write(done: int, _all: int | None, _what: str) -> None:
        with db.transaction() as connection:
            connection.root()["0"]["number"] = done

    del storage._index[lost]
    found = list(problems(storage, write))
    assert len(found) == 1
    assert "which is not there" in found[0]
