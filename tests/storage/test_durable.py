"""The durable storage: nothing acknowledged is lost, nothing half-done stays."""

import os
import resource
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import transaction
from persistent.mapping import PersistentMapping
from ZODB import DB
from ZODB.blob import Blob
from ZODB.POSException import POSKeyError

from contentsite.storage import durable
from contentsite.storage.datafs import open_datafs

pytestmark = pytest.mark.filterwarnings("error")


def blob_files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.blob"))


class TestDiskFull:
    """A limit on the size of files raises at the write, as a full disk does."""

    @pytest.fixture
    def db(self, tmp_path: Path) -> Any:
        db = DB(open_datafs(tmp_path / "Data.fs"))
        yield db
        db.close()

    @pytest.fixture
    def limit(self) -> Any:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    @pytest.mark.parametrize("size", [3_500, 7_000, 20_000, 40_000, 60_000, 300_000])
    def test_the_site_goes_on_when_there_is_room_again(
        self, db: Any, tmp_path: Path, limit: Callable[[int], None], size: int
    ) -> None:
        path = tmp_path / "Data.fs"
        with db.transaction() as connection:
            for name in ("before", "little", "after"):
                connection.root()[name] = PersistentMapping(text="x" * 20_000)
        whole = path.read_bytes()
        limit(len(whole) + 3_000)
        for _ in range(3):
            with pytest.raises(OSError, match="large"), db.transaction() as connection:
                connection.root()["much"] = "x" * size
        assert path.read_bytes() == whole
        with db.transaction() as connection:
            connection.root()["little"]["text"] = "fits"  # what is small still fits
        limit(resource.RLIM_INFINITY)
        for number in range(3):
            with db.transaction() as connection:
                connection.root()["after"]["text"] = str(number) * 100
        db.close()
        (tmp_path / "Data.fs.index").unlink()
        assert texts(path) == {"before": "x" * 20_000, "little": "fits", "after": "2" * 100}

    def test_many_small_objects(self, db: DB, tmp_path: Path, limit: Callable[[int], None]) -> None:
        """What does not fit stays in the buffer of Data.fs.tmp, and must not hold the lock."""
        limit(6_000)
        for _ in range(2):
            with pytest.raises(OSError, match="large"), db.transaction() as connection:
                connection.root().update(
                    {str(number): PersistentMapping(text="x" * 1000) for number in range(20)}
                )
        with db.transaction() as connection:
            connection.root()["little"] = PersistentMapping(text="fits")
        db.close()
        limit(resource.RLIM_INFINITY)  # pytest may write its own lines into a long file
        assert texts(tmp_path / "Data.fs") == {"little": "fits"}

    def test_blobs_of_a_failed_vote_are_removed(
        self, db: Any, tmp_path: Path, limit: Callable[[int], None]
    ) -> None:
        with db.transaction() as connection:
            connection.root()["kept"] = Blob(b"kept")
            connection.root()["padding"] = "x" * 20_000
        limit((tmp_path / "Data.fs").stat().st_size + 1000)
        with pytest.raises(OSError, match="large"), db.transaction() as connection:
            connection.root()["lost"] = Blob(b"lost")  # the root itself is too large by now
        limit(resource.RLIM_INFINITY)
        assert [path.read_bytes() for path in blob_files(tmp_path / "blobs")] == [b"kept"]


def texts(path: Path) -> dict[str, str]:
    db = DB(open_datafs(path))
    try:
        with db.transaction() as connection:
            return {name: value["text"] for name, value in connection.root().items()}
    finally:
        db.close()


def test_a_blob_of_a_conflict_is_removed_and_the_others_stay(tmp_path: Path) -> None:
    db = DB(open_datafs(tmp_path / "Data.fs"))
    first, second = transaction.TransactionManager(), transaction.TransactionManager()
    with first as _:
        db.open(first).root()["n"] = 0
    one, two = db.open(first), db.open(second)
    two.root()["n"], two.root()["blob"] = 1, Blob(b"loser")
    one.root()["n"], one.root()["blob"] = 2, Blob(b"winner")
    first.commit()
    with pytest.raises(Exception, match="conflict"):
        second.commit()
    second.abort()
    assert [path.read_bytes() for path in blob_files(tmp_path / "blobs")] == [b"winner"]
    db.close()


class TestSync:
    @pytest.fixture
    def synced(self, monkeypatch: pytest.MonkeyPatch) -> Any:
        """What was synced, in order, by path."""
        names: list[str] = []
        real = os.fsync

        def fsync(descriptor: int) -> Any:
            names.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
            real(descriptor)

        monkeypatch.setattr(os, "fsync", fsync)
        monkeypatch.setattr(sys.modules["ZODB.FileStorage.FileStorage"], "fsync", fsync)
        return names

    def test_a_commit_with_a_blob(self, tmp_path: Path, synced: list[str]) -> None:
        db = DB(open_datafs(tmp_path / "Data.fs"))
        synced.clear()
        with db.transaction() as connection:
            connection.root()["blob"] = Blob(b"x")
        db.close()
        blob = blob_files(tmp_path / "blobs")[0]
        assert synced[0] == blob.name
        assert sorted(synced[1:10]) == sorted(["blobs", *["0x00"] * 7, "0x01"])
        assert synced[10:12] == ["Data.fs", "Data.fs"]  # the vote, then the end
        assert synced[12] == "Data.fs.index.index_tmp"

    def test_a_pack(self, tmp_path: Path, synced: list[str]) -> None:
        db = DB(open_datafs(tmp_path / "Data.fs"))
        for number in range(3):
            with db.transaction() as connection:
                connection.root()["blob"] = Blob(b"%d" % number)
        synced.clear()
        db.pack()
        db.close()
        assert synced[:2] == ["Data.fs.pack", tmp_path.name]
        assert len(blob_files(tmp_path / "blobs")) == 1

    def test_a_pack_that_cannot_be_synced_changes_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        db = DB(open_datafs(tmp_path / "Data.fs"))
        for number in range(3):
            with db.transaction() as connection:
                connection.root()["n"] = number

        def fail(path: Path) -> Any:
            raise OSError(5, "disk error")

        before = (tmp_path / "Data.fs").read_bytes()
        with monkeypatch.context() as patch:
            patch.setattr(durable, "sync_file", fail)
            with pytest.raises(OSError, match="disk error"):
                db.pack()
        assert (tmp_path / "Data.fs").read_bytes() == before
        with db.transaction() as connection:  # the commit lock is free
            connection.root()["n"] = 4
        db.close()


def test_closing_twice_leaves_the_index_of_the_next_process(tmp_path: Path) -> None:
    storage = open_datafs(tmp_path / "Data.fs")
    storage.close()
    (tmp_path / "Data.fs.index").write_bytes(b"of the next process")
    storage.close()
    assert (tmp_path / "Data.fs.index").read_bytes() == b"of the next process"


def test_an_index_that_cannot_be_saved_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(self: object, position: int, name: str) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ZODB.fsIndex.fsIndex.save", fail)
    open_datafs(tmp_path / "Data.fs").close()
    assert "was not saved" in caplog.text


WRITER = """
import sys, transaction
from pathlib import Path
from ZODB import DB
from ZODB.blob import Blob
from contentsite.storage.datafs import open_datafs

db = DB(open_datafs(Path(sys.argv[1])))
root = db.open().root()
number = root.get("n", 0)
while True:
    number += 1
    root["n"] = number
    root[str(number % 20)] = Blob(b"%d" % number * 3000)
    root["text"] = str(number) * (number % 7 * 3000)
    transaction.commit()
    print(number, flush=True)
"""


def test_kill_in_the_midst_of_commits(tmp_path: Path) -> None:
    """Five kills: each acknowledged commit is there afterwards, with its blob."""
    path = tmp_path / "Data.fs"
    for round_ in range(5):
        writer = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(WRITER), str(path)], stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        with writer.stdout as lines:
            for _ in range(4 + round_ * 3):
                acknowledged = int(lines.readline())
            writer.send_signal(signal.SIGKILL)
            acknowledged = max([acknowledged, *map(int, lines.read().split())])
        writer.wait()
        db = DB(open_datafs(path))
        with db.transaction() as connection:
            root = connection.root()
            assert acknowledged <= root["n"] <= acknowledged + 1
            for number in range(max(1, root["n"] - 19), root["n"] + 1):
                with root[str(number % 20)].open() as file:
                    assert file.read() == b"%d" % number * 3000
        db.close()


def test_a_lost_blob_fails_the_vote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = DB(open_datafs(tmp_path / "Data.fs"))
    real = durable.sync_file

    def lose(path: Path) -> Any:
        path.unlink()
        real(path)

    monkeypatch.setattr(durable, "sync_file", lose)
    with pytest.raises(FileNotFoundError), db.transaction() as connection:
        connection.root()["blob"] = Blob(b"x")
    monkeypatch.undo()
    with db.transaction() as connection:
        assert dict(connection.root()) == {}
    db.close()


def test_a_read_only_storage_writes_nothing(tmp_path: Path) -> None:
    open_datafs(tmp_path / "Data.fs").close()
    before = sorted(path.name for path in tmp_path.iterdir())
    (tmp_path / "Data.fs.index").unlink()
    storage = open_datafs(tmp_path / "Data.fs", read_only=True)
    with pytest.raises(POSKeyError):
        storage.load(b"\0" * 7 + b"\1")
    storage.close()
    assert sorted([*(path.name for path in tmp_path.iterdir()), "Data.fs.index"]) == before
