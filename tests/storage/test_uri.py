"""The datafs: scheme: what it understands, what it opens, and what it refuses."""

import configparser
import errno
import logging
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
import transaction
import zodburi
from ZODB import DB
from ZODB.blob import Blob

from contentsite.storage import datafile
from contentsite.storage.datafs import open_datafs
from contentsite.storage.errors import StorageError, StorageLocked
from contentsite.storage.uri import KNOWN, resolve


def make(path: Path, commits: int = 3) -> None:
    db = DB(open_datafs(path))
    for number in range(commits):
        with db.transaction() as connection:
            connection.root()["n"] = number
            connection.root()["blob"] = Blob(b"%d" % number)
    db.close()


def number(path: Path) -> int:
    db = DB(open_datafs(path))
    try:
        with db.transaction() as connection:
            return connection.root()["n"]
    finally:
        db.close()


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def refused(path: Path, **options: Any) -> str:
    """The message of the refusal; nothing has changed in the folder."""
    before = snapshot(path.parent)
    with pytest.raises(StorageError) as caught:
        open_datafs(path, **options)
    assert snapshot(path.parent) == before
    return str(caught.value)


class TestURI:
    @pytest.fixture
    def zodburi_knows_it(self, monkeypatch: pytest.MonkeyPatch) -> Any:
        setup = configparser.ConfigParser()
        setup.read(Path(__file__).parents[2] / "setup.cfg")
        group = "zodburi.resolvers"
        name, _, value = setup["options.entry_points"][group].strip().partition(" = ")
        entry = EntryPoint(name, value, group)
        monkeypatch.setattr(zodburi, "entry_points", lambda group: [entry])

    def test_through_zodburi(self, tmp_path: Path, zodburi_knows_it: None) -> None:
        factory, options = zodburi.resolve_uri(
            f"datafs://{tmp_path}/var/Data.fs?connection_cache_size=20000"
            "&connection_cache_size_bytes=10mb&connection_pool_size=3&database_name=main"
        )
        assert options == {
            "cache_size": 20000,
            "cache_size_bytes": 10 << 20,
            "pool_size": 3,
            "database_name": "main",
        }
        assert not (tmp_path / "var").exists()
        DB(factory(), **options).close()
        assert (tmp_path / "var").stat().st_mode & 0o777 == 0o700
        assert (tmp_path / "var/blobs/.layout").read_text() == "bushy"

    @pytest.mark.parametrize(
        ("written", "meant"),
        [
            ("a%20b%23c", "a b#c"),
            ("a b#c+d", "a b#c+d"),
            ("100%25", "100%"),
            ("%C3%A9t%C3%A9", "été"),
        ],
    )
    def test_paths(self, tmp_path: Path, written: str, meant: str) -> None:
        factory, _ = resolve(f"datafs://{tmp_path}/{written}/Data.fs?blobs={tmp_path}/x+{written}")
        factory().close()
        assert (tmp_path / meant / "Data.fs").is_file()
        assert (tmp_path / f"x+{meant}").is_dir()

    def test_read_only(self, tmp_path: Path) -> None:
        make(tmp_path / "Data.fs")
        storage = resolve(f"datafs://{tmp_path}/Data.fs?read_only=true")[0]()
        assert storage.isReadOnly()
        storage.close()

    @pytest.mark.parametrize(
        ("query", "message"),
        [
            ("/x/Data.fs?colour=red", "unknown parameter 'colour'. Known: " + ", ".join(KNOWN)),
            ("/x/Data.fs?read_only=1&read_only=0", "given twice"),
            ("/x/Data.fs?read_only=maybe", "neither true nor false"),
            ("/x/Data.fs?connection_pool_size=many", "is no number"),
            ("/x/Data.fs?connection_cache_size_bytes=1tb", "is no number"),
            ("/x/Data.fs?blobs=blobs", "not the absolute path"),
            ("var/Data.fs", "not the absolute path"),
            ("/x/", "not the absolute path"),
            ("/x%00", "not the absolute path"),
        ],
    )
    def test_refusals(self, query: str, message: str) -> None:
        with pytest.raises(StorageError) as caught:
            resolve(f"datafs://{query}")
        assert message in str(caught.value)


class TestForeignFiles:
    @pytest.mark.parametrize(
        "content",
        [b"FS21" + bytes(100), b"FS3", b"\0" * 4096, b"[app:main]\n", b"SQLite format 3\0"],
    )
    def test_bytes(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "Data.fs"
        path.write_bytes(content)
        message = refused(path)
        assert str(path) in message
        assert ("Python 2" if content[:4] == b"FS21" else "not a ZODB database") in message

    def test_sqlite(self, tmp_path: Path) -> None:
        with sqlite3.connect(tmp_path / "Data.fs") as connection:
            connection.execute("create table a (b)")
        connection.close()
        assert "not a ZODB database" in refused(tmp_path / "Data.fs")

    def test_a_folder(self, tmp_path: Path) -> None:
        (tmp_path / "Data.fs").mkdir()
        assert "is a folder" in refused(tmp_path / "Data.fs")

    def test_a_pipe(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "Data.fs")
        with pytest.raises(StorageError, match="no plain file"):
            open_datafs(tmp_path / "Data.fs")

    def test_a_link_to_nowhere(self, tmp_path: Path) -> None:
        (tmp_path / "Data.fs").symlink_to("/mnt/absent/Data.fs")
        with pytest.raises(StorageError, match="mounts"):
            open_datafs(tmp_path / "Data.fs")

    def test_a_file_in_the_place_of_the_folder(self, tmp_path: Path) -> None:
        (tmp_path / "var").write_text("x")
        with pytest.raises(StorageError, match="cannot be used"):
            open_datafs(tmp_path / "var" / "Data.fs")

    def test_a_copy_without_blobs_can_be_read(self, tmp_path: Path) -> None:
        make(tmp_path / "Data.fs")
        (tmp_path / "copy").mkdir()
        shutil.copy(tmp_path / "Data.fs", tmp_path / "copy")
        storage = open_datafs(tmp_path / "copy/Data.fs", read_only=True)
        assert len(storage) == 4
        storage.close()
        assert [path.name for path in (tmp_path / "copy").iterdir()] == ["Data.fs"]

    def test_an_empty_file_is_a_new_database(self, tmp_path: Path) -> None:
        (tmp_path / "Data.fs").touch()
        make(tmp_path / "Data.fs")
        assert number(tmp_path / "Data.fs") == 2

    def test_a_missing_one_is_not_made_for_reading(self, tmp_path: Path) -> None:
        assert "is not there" in refused(tmp_path / "Data.fs", read_only=True)


class TestRemains:
    """A site that was here is never replaced by an empty one."""

    @pytest.mark.parametrize("empty", [None, b"", b"FS30"])
    def test_a_cut_pack(self, tmp_path: Path, empty: bytes | None) -> None:
        path = tmp_path / "Data.fs"
        make(path)
        path.rename(tmp_path / "Data.fs.old")
        if empty is not None:
            path.write_bytes(empty)
        message = refused(path)
        assert f'mv "{path}.old" "{path}"' in message
        (tmp_path / "Data.fs.old").rename(path)
        assert number(path) == 2

    def test_blobs_alone(self, tmp_path: Path) -> None:
        make(tmp_path / "Data.fs")
        for name in ("Data.fs", "Data.fs.index"):
            (tmp_path / name).unlink()
        assert "contentsite restore" in refused(tmp_path / "Data.fs")

    def test_the_index_alone(self, tmp_path: Path) -> None:
        open_datafs(tmp_path / "Data.fs").close()
        (tmp_path / "Data.fs").unlink()
        assert "is missing" in refused(tmp_path / "Data.fs")


class TestBlobLayout:
    def test_a_mount_point_is_bushy(self, tmp_path: Path) -> None:
        (tmp_path / "blobs/lost+found").mkdir(parents=True)
        make(tmp_path / "Data.fs")
        assert (tmp_path / "blobs/.layout").read_text() == "bushy"

    def test_a_lost_marker_of_a_lawn(self, tmp_path: Path) -> None:
        (tmp_path / "blobs/0x01").mkdir(parents=True)
        (tmp_path / "blobs/0x01/0x02.blob").touch()
        (tmp_path / "Data.fs").write_bytes(b"FS30" + bytes(3))
        open_datafs(tmp_path / "Data.fs").close()
        assert (tmp_path / "blobs/.layout").read_text() == "lawn"


HOLDER = """
import sys
from pathlib import Path
from contentsite.storage.datafs import open_datafs
storage = open_datafs(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


class TestLock:
    def test_another_process(self, tmp_path: Path) -> None:
        path = tmp_path / "Data.fs"
        make(path)
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        with holder:
            assert holder.stdout is not None
            holder.stdout.readline()
            with pytest.raises(StorageLocked) as caught:
                open_datafs(path)
            open_datafs(path, read_only=True).close()
            holder.send_signal(signal.SIGKILL)
        message = str(caught.value)
        assert f"another process ({holder.pid})" in message
        assert "ZEO" in message
        assert "zeo://" in message
        assert number(path) == 2  # the lock of a killed process is free

    def test_this_process(self, tmp_path: Path) -> None:
        storage = open_datafs(tmp_path / "Data.fs")
        with pytest.raises(StorageLocked, match="this process already"):
            open_datafs(tmp_path / "Data.fs")
        storage.close()


class TestDisk:
    @pytest.mark.parametrize(
        ("number", "message"),
        [
            (errno.ENOSPC, "no room"),
            (errno.EROFS, "cannot be written"),
            (errno.EACCES, "not allowed"),
            (errno.EIO, "cannot be used"),
        ],
    )
    def test_faults_of_the_system(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: Any, message: str
    ) -> None:
        def fail(*args: Any, **options: Any) -> Any:
            raise OSError(number, os.strerror(number), str(tmp_path))

        monkeypatch.setattr("contentsite.storage.datafs.write_whole", fail)
        with pytest.raises(StorageError, match=message):
            open_datafs(tmp_path / "Data.fs")

    def test_a_folder_without_permission(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make(tmp_path / "Data.fs")  # permissions do not bind root: simulated
        monkeypatch.setattr(os, "access", lambda path, mode: False)
        assert "cannot be written" in refused(tmp_path / "Data.fs")


class TestTail:
    """What a crash leaves is cut off and kept; all other damage is refused."""

    @pytest.fixture
    def path(self, tmp_path: Path) -> Any:
        make(tmp_path / "Data.fs")
        (tmp_path / "Data.fs.index").unlink()
        return tmp_path / "Data.fs"

    @pytest.fixture
    def voted(self, path: Path) -> Any:
        """The bytes of a transaction that was voted for and never finished."""
        storage = open_datafs(path)
        start = storage.getSize()
        db = DB(storage)
        manager = transaction.TransactionManager()
        manager.begin().join(Killed(path, start))
        db.open(manager).root()["n"] = "x" * 9000
        with pytest.raises(InterruptedError) as caught:
            manager.commit()
        manager.abort()
        db.close()
        (path.parent / "Data.fs.index").unlink()
        assert path.stat().st_size == start
        return caught.value.args[0]

    @pytest.mark.parametrize("length", [1, 22, 23, 60, 8000, 9000, None])
    def test_a_torn_commit(
        self, path: Path, voted: bytes, length: int | None, caplog: pytest.LogCaptureFixture
    ) -> None:
        whole = path.read_bytes()
        path.write_bytes(whole + voted[:length])
        with caplog.at_level(logging.WARNING):
            assert number(path) == 2
        (kept,) = path.parent.glob("Data.fs.torn-*")
        assert kept.read_bytes() == voted[:length]
        assert str(kept) in caplog.text
        assert path.read_bytes() == whole

    def test_zeros_after_a_power_cut(self, path: Path) -> None:
        whole = path.read_bytes()
        path.write_bytes(whole + bytes(5000))
        assert number(path) == 2
        assert path.read_bytes() == whole

    def test_a_torn_commit_beside_an_older_index(self, path: Path, voted: bytes) -> None:
        number(path)
        make(path)
        path.write_bytes(path.read_bytes() + voted[:500])
        assert number(path) == 2

    @pytest.mark.parametrize("missing", [1, 8, 30, 300])
    def test_an_acknowledged_transaction_is_not_cut(self, path: Path, missing: int) -> None:
        os.truncate(path, path.stat().st_size - missing)
        message = refused(path)
        assert "contentsite restore" in message
        assert "bytes of it are missing" in message

    def test_a_commit_of_another_process_that_ends_just_now(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Its head is read when it is finished, the size of the file was read before."""
        whole = path.read_bytes()
        path.write_bytes(whole[:-100])
        real = datafile._known_end

        def known_end(*arguments: Any) -> Any:
            path.write_bytes(whole)
            return real(*arguments)

        monkeypatch.setattr(datafile, "_known_end", known_end)
        assert datafile.examine(path).verdict is datafile.Verdict.WHOLE

    def test_garbage_behind(self, path: Path) -> None:
        path.write_bytes(path.read_bytes() + b"garbage" * 100)
        assert "no transaction begins at byte" in refused(path)

    def test_damage_in_the_midst_is_not_cut(self, path: Path) -> None:
        # FileStorage would take each of these for the end, and cut the rest away.
        content = bytearray(path.read_bytes())
        first = 4
        second = first + int.from_bytes(content[first + 8 : first + 16], "big") + 8
        for place, value in ((second + 16, b"c"), (second + 8, b"\xff"), (second, bytes(23))):
            damaged = bytearray(content)
            damaged[place : place + len(value)] = value
            path.write_bytes(damaged)
            (path.parent / "Data.fs.lock").unlink(missing_ok=True)
            assert "contentsite restore" in refused(path)
        (path.parent / "Data.fs.lock").touch()
        with pytest.raises(StorageError, match="contentsite restore"):
            open_datafs(path)

    def test_damage_within_a_transaction(self, path: Path) -> None:
        content = bytearray(path.read_bytes())
        record = 4 + 23 + sum(content[4 + 17 : 4 + 23])  # behind user, description, extension
        content[record + 31] ^= 1  # the first record says that its transaction begins elsewhere
        path.write_bytes(content)
        with pytest.raises(StorageError, match="contentsite restore"):
            open_datafs(path)
        assert path.read_bytes() == content


class Killed:
    """A participant of a transaction that reads the file after the storage's vote, and fails."""

    def __init__(self, path: Path, start: int) -> None:
        self.path, self.start = path, start

    def sortKey(self) -> str:  # noqa: N802
        return "~last"

    def tpc_vote(self, transaction: Any) -> Any:
        raise InterruptedError(self.path.read_bytes()[self.start :])

    def tpc_begin(self, transaction: Any) -> Any:
        pass

    abort = commit = tpc_abort = tpc_finish = tpc_begin
