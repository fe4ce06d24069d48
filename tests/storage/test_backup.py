"""Backup, restore and pack: copies that are good, and nothing that is overwritten."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from BTrees.OOBTree import OOBTree
from persistent.mapping import PersistentMapping
from ZODB import DB
from ZODB.blob import Blob
from ZODB.scripts import repozo

from contentsite.storage import manifest
from contentsite.storage.backup import backup, prune
from contentsite.storage.datafs import open_datafs
from contentsite.storage.errors import StorageError, StorageLocked
from contentsite.storage.packing import pack, pack_storage
from contentsite.storage.records import UNREADABLE, current_records, problems, read_record
from contentsite.storage.restore import restore, verify
from contentsite.storage.survey import survey


class Site:
    """A database in a folder, with the paths that a deployer would give."""

    def __init__(self, folder: Path) -> None:
        self.db_file = folder / "var/Data.fs"
        self.blobs = folder / "var/blobs"
        self.target = folder / "backup"

    def open(self) -> Any:
        return DB(open_datafs(self.db_file))

    def write(self, **values: Any) -> Any:
        db = self.open()
        try:
            with db.transaction() as connection:
                for name, value in values.items():
                    connection.root()[name] = PersistentMapping(value=value)
        finally:
            db.close()

    def read(self) -> Any:
        db = self.open()
        try:
            with db.transaction() as connection:
                return {name: plain(each["value"]) for name, each in connection.root().items()}
        finally:
            db.close()

    def backup(self, **options: Any) -> Any:
        return backup(self.db_file, self.blobs, self.target, **options)

    def restore(self, **options: Any) -> Any:
        return restore(self.target, self.db_file, self.blobs, **options)


def plain(value: Any) -> Any:
    if isinstance(value, Blob):
        with value.open() as file:
            return file.read()
    return value


@pytest.fixture
def site(tmp_path: Path) -> Any:
    site = Site(tmp_path)
    site.write(text="one", image=Blob(b"pixels"))
    return site


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def flip(path: Path, place: int = -1) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.chmod(0o600)
    path.write_bytes(content)


class TestBackup:
    def test_full_then_nothing_new_then_increments(self, site: Site) -> None:
        assert site.backup().kind == "full"
        assert site.backup().kind == "unchanged"
        site.write(more="two", image2=Blob(b"more pixels"))
        report = site.backup()
        assert (report.kind, report.blobs, report.problems) == ("incremental", 2, ())
        assert report.objects == 7
        assert report.size == site.db_file.stat().st_size
        assert not list(site.target.glob("looking-*"))

    def test_repozo_reads_it(self, site: Site, tmp_path: Path) -> None:
        site.backup()
        site.write(more="two")
        site.backup()
        output = tmp_path / "out.fs"
        repozo.main(["-R", "-w", "-r", str(site.target / "records"), "-o", str(output)])
        assert output.read_bytes() == site.db_file.read_bytes()

    def test_progress_is_told(self, site: Site) -> None:
        told = []
        site.backup(progress=lambda *step: told.append(step))
        assert (1, 1, "blobs") in told
        assert "records" in {what for _, _, what in told}

    def test_while_the_site_writes(self, site: Site) -> None:
        db = site.open()
        stop = threading.Event()
        written = []

        def write() -> Any:
            connection = db.open()
            while not stop.is_set():
                number = len(written)
                each = PersistentMapping(value=Blob(b"%d" % number))
                connection.root()[str(number)] = each
                connection.transaction_manager.commit()
                written.append(number)
            connection.close()

        writer = threading.Thread(target=write)
        writer.start()
        try:
            reports = [site.backup() for _ in range(2)]
        finally:
            stop.set()
            writer.join()
            db.close()
        assert [report.problems for report in reports] == [(), ()]
        site.restore()
        assert len(site.read()) > 2

    def test_after_a_pack_it_is_full_again(self, site: Site) -> None:
        site.backup()
        site.write(text="two")
        pack(site.db_file, days=0)
        assert site.backup().kind == "full"
        site.restore()
        assert site.read()["text"] == "two"

    # repozo leaves its file open when its assertion fails
    @pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
    def test_a_pack_in_the_midst(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        """repozo finds the end of one file, and copies from another."""
        site.write(much="x" * 50_000)
        site.write(much="")
        real = repozo.copyfile
        db = site.open()

        def copyfile(*arguments: Any) -> Any:
            monkeypatch.setattr(repozo, "copyfile", real)
            db.pack()
            return real(*arguments)

        monkeypatch.setattr(repozo, "copyfile", copyfile)
        report = site.backup()
        db.close()
        assert (report.kind, report.problems) == ("full", ())

    def test_prune(self, site: Site) -> None:
        site.backup()
        site.write(image=Blob(b"other"))
        pack(site.db_file, days=0)
        site.backup()
        assert prune(site.target) == 4  # .fs, .dat, .index and the packed blob
        assert prune(site.target) == 0
        site.restore()
        assert site.read()["image"] == b"other"

    def test_a_backup_that_was_cut_short_is_as_the_one_before(self, site: Site) -> None:
        site.backup()
        before = (site.target / "manifest.json").read_bytes()
        site.write(text="two")
        site.backup()
        (site.target / "manifest.json").write_bytes(before)
        assert site.backup().kind == "incremental"
        site.restore()
        assert site.read()["text"] == "two"

    def test_two_at_a_time(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        seen = []

        def again(*step: Any) -> Any:
            if not seen:
                with pytest.raises(StorageError) as caught:
                    site.backup()
                seen.append(caught.value)

        site.backup(progress=again)
        assert "another backup is at work" in str(seen[0])

    def test_what_a_killed_backup_left_is_cleared(self, site: Site) -> None:
        (site.target / "looking-x").mkdir(parents=True)
        site.backup()
        assert not list(site.target.glob("looking-*"))

    def test_a_blob_that_goes_while_it_is_copied(self, site: Site) -> None:
        """An upload whose transaction is aborted just now, or that is packed away."""
        gone = site.blobs / "0x00/0x03ffffffffffffff.blob"
        gone.symlink_to("nowhere")
        report = site.backup()
        assert (report.blobs, report.problems) == (1, ())

    def test_refusals(self, site: Site, tmp_path: Path) -> None:
        with pytest.raises(StorageError, match="is not there"):
            backup(tmp_path / "none", site.blobs, site.target)
        with pytest.raises(StorageError, match="lies in the folder of the blobs"):
            backup(site.db_file, site.blobs, site.blobs / "backup")
        os.truncate(site.db_file, site.db_file.stat().st_size - 5)
        site.db_file.with_name("Data.fs.index").unlink()
        with pytest.raises(StorageError, match="contentsite restore"):
            site.backup()


class TestDamageOfTheSite:
    def test_a_flipped_bit_is_noticed_and_not_copied(self, site: Site) -> None:
        good = site.db_file.read_bytes()
        site.backup()
        place = good.index(b"one")
        flip(site.db_file, place)
        site.write(more="later")
        assert site.read()["text"] == "nne"  # nothing else notices
        report = site.backup()
        assert report.kind == "incremental"
        assert "a fault of the disk" in report.problems[0]
        site.restore()
        assert site.read()["text"] == "one"
        assert site.read()["more"] == "later"

    def test_a_lost_blob(self, site: Site) -> None:
        next(site.blobs.rglob("*.blob")).unlink()
        report = site.backup()
        assert "its file is missing" in report.problems[0]

    def test_a_reference_to_nothing(self, site: Site) -> None:
        db = site.open()
        with db.transaction() as connection:
            text = connection.root()["text"]
            text._p_activate()
            oid, serial = text._p_oid, text._p_serial
        with db.transaction() as connection:
            connection.transaction_manager.get().join(Deletion(db.storage, oid, serial))
        db.close()
        report = site.backup()
        assert report.problems[0].endswith("which is not there")
        with pytest.raises(StorageError, match="contentsite check"):
            pack(site.db_file, days=0)

    def test_a_record_that_is_no_pickle(self, site: Site) -> None:
        flip(site.db_file, site.db_file.read_bytes().index(b"cpersistent"))
        assert "cannot be read" in site.backup().problems[0]

    @pytest.mark.parametrize(
        ("place", "message"), [(31, "cannot be reached"), (7, "nothing can be read")]
    )
    def test_a_record_with_a_wrong_head(self, site: Site, place: int, message: str) -> None:
        """Opened by its index, a database does not show it; ZODB's iterator skips it."""
        content = site.db_file.read_bytes()
        second = 4 + int.from_bytes(content[12:20], "big") + 8
        record = second + 23 + sum(content[second + 17 : second + 23])
        storage = open_datafs(site.db_file)
        flip(site.db_file, record + place)
        assert message in "".join(problems(storage))
        storage.close()

    def test_a_transaction_without_records_is_no_fault(self, site: Site) -> None:
        storage = open_datafs(site.db_file)
        empty = _Data()
        storage.tpc_begin(empty)
        storage.tpc_vote(empty)
        storage.tpc_finish(empty)
        storage.close()
        assert site.backup().problems == ()

    def test_an_undone_creation_is_no_fault(self, site: Site) -> None:
        site.write(more="two")
        db = site.open()
        db.undo(db.undoLog(0, 1)[0]["id"])
        db.open().transaction_manager.commit()
        db.close()
        assert site.backup().problems == ()

    def test_a_history_that_ends_early(self, site: Site) -> None:
        storage = open_datafs(site.db_file)
        content = site.db_file.read_bytes()
        first = 4 + int.from_bytes(content[12:20], "big")
        flip(site.db_file, first + 7)
        assert "beyond transaction" in "".join(problems(storage))
        storage.close()


class Deletion:
    """A participant of a transaction that deletes an object under the others."""

    def __init__(self, storage: Any, oid: bytes, serial: bytes) -> Any:
        self.storage, self.oid, self.serial = storage, oid, serial

    def sortKey(self) -> str:  # noqa: N802
        return "~"

    def tpc_begin(self, transaction: Any) -> Any:
        self.data = _Data()
        self.storage.tpc_begin(self.data)

    def commit(self, transaction: Any) -> Any:
        self.storage.deleteObject(self.oid, self.serial, self.data)

    def tpc_vote(self, transaction: Any) -> Any:
        self.storage.tpc_vote(self.data)

    def tpc_finish(self, transaction: Any) -> Any:
        self.storage.tpc_finish(self.data)

    def tpc_abort(self, transaction: Any) -> Any:
        self.storage.tpc_abort(self.data)

    abort = tpc_abort


class _Data:
    user = description = extension_bytes = b""


class TestRestore:
    def test_it_moves_the_old_aside(self, site: Site) -> None:
        site.backup()
        site.write(text="later", image=Blob(b"later pixels"))
        old = site.db_file.read_bytes()
        report = site.restore()
        assert site.read() == {"text": "one", "image": b"pixels"}
        assert [path.name.split("-restore-")[0] for path in report.moved_aside] == [
            "Data.fs.before",
            "Data.fs.before",
            "blobs.before",
        ]
        file, _, blobs = report.moved_aside
        assert file.read_bytes() == old
        db = DB(open_datafs(file, blobs))
        with db.transaction() as connection:
            assert plain(connection.root()["image"]["value"]) == b"later pixels"
        db.close()

    def test_onto_an_empty_disk(self, site: Site) -> None:
        site.backup()
        shutil.rmtree(site.db_file.parent)
        report = site.restore()
        assert report.moved_aside == ()
        assert report.made.endswith("Z")
        assert site.read() == {"text": "one", "image": b"pixels"}
        assert site.db_file.parent.stat().st_mode & 0o777 == 0o700

    @pytest.mark.parametrize("kind", ["*.fs", "*.blob", "manifest.json"])
    def test_a_flipped_bit_in_the_backup(self, site: Site, kind: str) -> None:
        site.backup()
        (path,) = site.target.rglob(kind)
        flip(path, len(path.read_bytes()) // 2)
        before = snapshot(site.db_file.parent)
        with pytest.raises(StorageError, match="damaged"):
            site.restore()
        assert snapshot(site.db_file.parent) == before
        with pytest.raises(StorageError, match="damaged"):
            verify(site.target)

    def test_a_damaged_backup_is_made_anew(self, site: Site) -> None:
        site.backup()
        (path,) = site.target.rglob("*.fs")
        flip(path)
        site.write(text="two")
        report = site.backup()
        assert report.kind == "full"
        assert "has changed since it was written" in report.problems[0]
        verify(site.target)

    def test_a_shorter_file(self, site: Site) -> None:
        site.backup()
        (path,) = site.target.rglob("*.blob")
        os.truncate(path, 3)
        with pytest.raises(StorageError, match="has 3 bytes instead of 6"):
            verify(site.target)

    def test_missing_files(self, site: Site) -> None:
        site.write(**{str(number): Blob(b"x") for number in range(5)})
        site.backup()
        for path in site.target.rglob("*.blob"):
            path.unlink()
        with pytest.raises(StorageError, match=r"is missing.* and 3 more"):
            verify(site.target)

    def test_while_the_site_runs(self, site: Site) -> None:
        site.backup()
        db = site.open()
        before = snapshot(site.db_file.parent)
        with pytest.raises(StorageLocked, match="stop that one first"):
            site.restore()
        assert snapshot(site.db_file.parent) == before
        db.close()

    def test_no_room(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        site.backup()
        full = shutil._ntuple_diskusage(1000, 1000, 0)
        monkeypatch.setattr(shutil, "disk_usage", lambda path: full)
        before = snapshot(site.db_file.parent)
        with pytest.raises(StorageError, match="Make some room"):
            site.restore()
        assert snapshot(site.db_file.parent) == before

    def test_a_fault_in_the_midst_of_the_swap(
        self, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        site.backup()
        real = Path.rename

        def rename(path: Path, target: Path) -> Any:
            if path.name == "blobs.restoring":
                raise OSError(16, "Device or resource busy", str(path))
            return real(path, target)

        before = snapshot(site.db_file.parent)
        with monkeypatch.context() as patch:
            patch.setattr(Path, "rename", rename)
            with pytest.raises(StorageError, match="busy"):
                site.restore()
        assert snapshot(site.db_file.parent) == before

    @pytest.mark.parametrize("moves", [1, 2, 3, 4])
    def test_killed_in_the_midst_of_the_swap(self, site: Site, moves: int) -> None:
        """The site then refuses to start, and says how to go on; a second restore works."""
        site.backup()
        killed = subprocess.run(
            [sys.executable, "-c", KILLED, str(moves), site.target, site.db_file, site.blobs],
            check=False,
        )
        assert killed.returncode == -signal.SIGKILL
        with pytest.raises(StorageError, match="cut short"):
            site.open()
        site.restore()
        assert site.read() == {"text": "one", "image": b"pixels"}

    def test_a_manifest_from_elsewhere(self, site: Site) -> None:
        site.backup()
        path = site.target / "manifest.json"
        content = json.loads(path.read_text())
        good = content["blobs"]
        for blobs in ({"../../etc/x": {}}, {"blobs/../../x": {}}, {"/etc/x": {}}, [], None):
            path.write_text(json.dumps(content | {"blobs": blobs}))
            with pytest.raises(StorageError, match="is damaged"):
                manifest.read(site.target)
        path.write_text(json.dumps(content | {"blobs": good, "format": 2}))
        with pytest.raises(StorageError, match="another version"):
            manifest.read(site.target)

    def test_no_backup(self, site: Site, tmp_path: Path) -> None:
        with pytest.raises(StorageError, match="is no backup"):
            site.restore()


KILLED = """
import os, signal, sys
from pathlib import Path
from contentsite.storage import restore as module
moves = int(sys.argv[1])
real = module._move
def move(*arguments):
    global moves
    if moves == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    moves -= 1
    real(*arguments)
module._move = move
module.restore(*map(Path, sys.argv[2:5]))
"""


class TestPack:
    def test_it_drops_old_states(self, site: Site) -> None:
        for number in range(5):
            site.write(text="x" * 10_000 + str(number), image=Blob(b"%d" % number))
        report = pack(site.db_file, days=0)
        assert report.after < report.before / 3
        assert site.db_file.stat().st_size == report.after
        assert (site.db_file.parent / "Data.fs.old").stat().st_size == report.before
        assert site.read()["image"] == b"4"
        assert len(list(site.blobs.rglob("*.blob"))) == 1

    def test_it_leaves_no_old_one_by_choice(self, site: Site) -> None:
        site.write(text="two", image=Blob(b"2"))
        pack(site.db_file, days=0, keep_old=False)
        assert not list(site.db_file.parent.glob("*.old"))

    def test_it_keeps_the_last_days(self, site: Site) -> None:
        site.write(text="two")
        report = pack(site.db_file, days=1)
        assert report.after == report.before

    def test_while_the_site_runs(self, site: Site) -> None:
        db = site.open()
        with pytest.raises(StorageLocked, match="Stop the site and pack again; or serve"):
            pack(site.db_file, days=0)
        pack_storage(db.storage, 0)  # the site itself may
        db.close()

    def test_refusals(self, site: Site, tmp_path: Path) -> None:
        with pytest.raises(StorageError, match="Name past days"):
            pack(site.db_file, days=-1)
        with pytest.raises(StorageError, match="is not there"):
            pack(tmp_path / "none", days=1)


class TestRecords:
    def test_current_records(self, site: Site) -> None:
        db = site.open()
        with db.transaction() as connection:
            connection.root()["tree"] = OOBTree({number: number for number in range(100)})
        records = list(current_records(db.storage))
        db.close()
        names = [record.class_name for record in records]
        assert names.count("persistent.mapping.PersistentMapping") == 3
        assert "BTrees.OOBTree.OOBTree" in names
        assert [record.is_blob for record in records].count(True) == 1
        root = records[0]
        assert len(root.references) == 3
        assert set(root.references) < {record.oid for record in records}

    def test_every_wrong_bit_raises_something_known(self, site: Site) -> None:
        """A record with any one bit changed is read, or is a fault; nothing else comes out."""
        db = site.open()
        oid, tid, data, _ = db.storage.record_iternext(None)
        db.close()
        for place in range(len(data)):
            for bit in range(8):
                wrong = data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :]
                try:
                    read_record(oid, tid, wrong)
                except UNREADABLE:
                    continue

    def test_an_empty_database(self, tmp_path: Path) -> None:
        storage = open_datafs(tmp_path / "Data.fs")
        assert list(current_records(storage)) == []
        assert list(problems(storage)) == []
        storage.close()

    def test_a_survey(self, site: Site) -> None:
        seen = survey(site.db_file, site.blobs)
        assert (seen.objects, seen.problems) == (4, ())
        with site.db_file.open("ab") as file:
            file.write(b"torn")
        with pytest.raises(StorageError, match="its last transaction is torn"):
            survey(site.db_file, site.blobs)
