"""Backup of a site that may be running: the records, then the blobs, then a look at the copy."""

import shutil
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from zc.lockfile import LockError, LockFile
from ZODB.blob import LAYOUT_MARKER

from contentsite.storage import manifest
from contentsite.storage.datafile import Verdict, examine
from contentsite.storage.datafs import check_magic, make_blob_folder
from contentsite.storage.disk import copy_whole, make_private
from contentsite.storage.errors import StorageError, damaged, explained
from contentsite.storage.manifest import BLOBS, RECORDS, File, Manifest
from contentsite.storage.progress import Progress, silent
from contentsite.storage.repository import Copied, copy_all, copy_records, put_together
from contentsite.storage.survey import Survey, survey

_LOOKING = "looking-"


@dataclass(frozen=True)
class BackupReport:
    """What a backup did.

    `kind` is "full", "incremental" or "unchanged"; `problems` are faults of the site or of the
    backup that a person must look at.
    """

    target: Path
    kind: str
    objects: int
    blobs: int
    size: int
    problems: tuple[str, ...]


def backup(
    db_file: Path, blob_dir: Path, target: Path, progress: Progress = silent
) -> BackupReport:
    """Copy a database into the folder `target`: all of it at first, then what is new.

    The copy is put together, opened and read. Raises StorageError when there is no good copy; an
    earlier backup in that folder is then still good.
    """
    with explained(target):
        _check_places(db_file, blob_dir, target)
        make_private(target)
        make_private(target / RECORDS)
        with closing(_lock(target)):
            return _backup(db_file, blob_dir, target, progress)


def _backup(db_file: Path, blob_dir: Path, target: Path, progress: Progress) -> BackupReport:
    known = (target / manifest.NAME).exists()
    old = manifest.read(target) if known else Manifest()
    for stale in target.glob(f"{_LOOKING}*"):
        shutil.rmtree(stale)
    try:
        copied = copy_records(db_file, target, old, progress)
        blobs, seen = _finish(blob_dir, target, old, copied, progress)
    except StorageError:
        # The site was packed while we copied, so that the pieces do not fit: once more, all of it.
        copied = Copied("full", copy_all(db_file, target))
        blobs, seen = _finish(blob_dir, target, old, copied, progress)
    Manifest(_now(), seen.last_tid, copied.records, blobs).write(target)
    faults = copied.problems + seen.problems
    return BackupReport(target, copied.kind, seen.objects, len(blobs), seen.size, faults)


def _finish(
    blob_dir: Path, target: Path, old: Manifest, copied: Copied, progress: Progress
) -> tuple[dict[str, File], Survey]:
    blobs = _copy_blobs(blob_dir, target, old, progress)
    return blobs, _look_at(target, copied, progress)


def prune(target: Path) -> int:
    """Delete the files of a backup that its last state does not need; return how many.

    Those are what came before the last full copy, blobs that the site has packed away, and what a
    backup that was cut short left. Raises StorageError.
    """
    with explained(target), closing(_lock(target)):
        needed = {target / name for name in manifest.read(target).files}
        needed |= {path.with_suffix(end) for path in needed for end in (".dat", ".index")}
        found = [*(target / RECORDS).iterdir(), *(target / BLOBS).rglob("*.blob")]
        spare = [path for path in found if path not in needed]
        for path in spare:
            path.unlink()
        return len(spare)


def _check_places(db_file: Path, blob_dir: Path, target: Path) -> None:
    if not db_file.exists():
        raise StorageError(db_file, "is not there", "Look at zodbconn.uri")
    check_magic(db_file)
    ending = examine(db_file)
    if ending.verdict is Verdict.DAMAGED:
        raise damaged(db_file, ending.why)
    if target.resolve().is_relative_to(blob_dir.resolve()):
        raise StorageError(target, "lies in the folder of the blobs", "Name another folder")


def _lock(target: Path) -> LockFile:
    try:
        return LockFile(str(target / "backup.lock"))
    except LockError as error:
        raise StorageError(target, "another backup is at work there", "Wait for it") from error


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _copy_blobs(blob_dir: Path, target: Path, old: Manifest, progress: Progress) -> dict[str, File]:
    """Copy the blobs that the backup has not: a committed blob never changes."""
    marker = blob_dir / LAYOUT_MARKER
    if marker.exists():
        copy_whole(marker, target / BLOBS / LAYOUT_MARKER)
    make_blob_folder(target / BLOBS)
    sources = sorted(blob_dir.rglob("*.blob"))
    files = {}
    for done, source in enumerate(sources, 1):
        name = f"{BLOBS}/{source.relative_to(blob_dir)}"
        try:
            files[name] = _copy_blob(source, target / name, old.blobs.get(name))
        except FileNotFoundError:
            continue  # of a transaction that was aborted, or packed away; or the check will tell
        progress(done, len(sources), "blobs")
    return files


def _copy_blob(source: Path, copy: Path, known: File | None) -> File:
    size = source.stat().st_size
    if known and copy.exists() and known.size == size == copy.stat().st_size:
        return known  # with the checksum of its first day, which tells if it has rotted since
    checksum = copy_whole(source, copy)
    return File(copy.stat().st_size, checksum)


def _look_at(target: Path, copied: Copied, progress: Progress) -> Survey:
    with tempfile.TemporaryDirectory(prefix=_LOOKING, dir=target) as folder:
        db_file = Path(folder, "Data.fs")
        put_together(target, copied.records, db_file)
        return survey(db_file, target / BLOBS, progress)
