"""Bringing a site back from a backup, without losing what is there now."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from zc.lockfile import LockFile
from ZODB.blob import LAYOUT_MARKER

from contentsite.storage import manifest
from contentsite.storage.datafs import make_blob_folder
from contentsite.storage.disk import copy_whole, make_private, sync_folder
from contentsite.storage.errors import StorageError, explained
from contentsite.storage.manifest import BLOBS, Manifest
from contentsite.storage.progress import Progress, silent
from contentsite.storage.repository import put_together
from contentsite.storage.survey import survey

_PART = ".restoring"


@dataclass(frozen=True)
class RestoreReport:
    """What a restore did.

    `made` is when the backup was made, `moved_aside` where the database that was there is now,
    `problems` are faults that the site already had when the backup was made.
    """

    db_file: Path
    made: str
    objects: int
    blobs: int
    moved_aside: tuple[Path, ...]
    problems: tuple[str, ...]


def restore(
    source: Path, db_file: Path, blob_dir: Path, progress: Progress = silent
) -> RestoreReport:
    """Put the backup in the folder `source` in the place of the database.

    The database that is there is moved aside, never deleted. Raises StorageError, and has then
    changed nothing: when a file of the backup is not as it was written, when the site is running,
    when there is no room.
    """
    with explained(db_file):
        backup = manifest.read(source)
        _verify(source, backup, progress)
        make_private(db_file.parent)
        with closing(LockFile(f"{db_file}.lock")):
            _check_room(backup, db_file)
            return _restore(source, backup, db_file, blob_dir, progress)


def verify(source: Path, progress: Progress = silent) -> Manifest:
    """Read every file of a backup. Raises StorageError when one is not as it was written."""
    with explained(source):
        backup = manifest.read(source)
        _verify(source, backup, progress)
        return backup


def _verify(source: Path, backup: Manifest, progress: Progress) -> None:
    faults = list(filter(None, _faults(source, backup, progress)))
    if faults:
        more = f" and {len(faults) - 3} more" if len(faults) > 3 else ""
        raise StorageError(
            source,
            f"the backup is damaged: {'; '.join(faults[:3])}{more}",
            "Nothing was changed. Take another backup",
        )


def _faults(source: Path, backup: Manifest, progress: Progress) -> Iterator[str]:
    files = backup.files
    for done, (name, file) in enumerate(files.items(), 1):
        yield manifest.fault(source, name, file)
        progress(done, len(files), "verifying the backup")


def _check_room(backup: Manifest, db_file: Path) -> None:
    needed = sum(file.size for file in backup.files.values())
    free = shutil.disk_usage(db_file.parent).free
    if needed > free:
        raise StorageError(
            db_file, f"the backup needs {needed} bytes, {free} are free", "Make some room first"
        )


def _restore(
    source: Path, backup: Manifest, db_file: Path, blob_dir: Path, progress: Progress
) -> RestoreReport:
    new_file, new_blobs = _beside(db_file, _PART), _beside(blob_dir, _PART)
    with ExitStack() as undo:
        undo.callback(shutil.rmtree, new_blobs, ignore_errors=True)
        undo.callback(new_file.unlink, missing_ok=True)
        shutil.rmtree(new_blobs, ignore_errors=True)
        put_together(source, backup.records, new_file)
        _copy_blobs(source, backup, new_blobs, progress)
        seen = survey(new_file, new_blobs, progress)
        aside = tuple(_swap(undo, db_file, blob_dir))
        undo.pop_all()
    return RestoreReport(
        db_file, backup.made, seen.objects, len(backup.blobs), aside, seen.problems
    )


def _copy_blobs(source: Path, backup: Manifest, blob_dir: Path, progress: Progress) -> None:
    make_private(blob_dir)
    copy_whole(source / BLOBS / LAYOUT_MARKER, blob_dir / LAYOUT_MARKER)
    for done, name in enumerate(backup.blobs, 1):
        copy = blob_dir / Path(name).relative_to(BLOBS)
        copy_whole(source / name, copy)
        copy.chmod(0o400)  # as ZODB leaves them
        progress(done, len(backup.blobs), "blobs")
    make_blob_folder(blob_dir)


def _swap(undo: ExitStack, db_file: Path, blob_dir: Path) -> Iterator[Path]:
    """Move the old aside and the new in. Data.fs goes first and comes last: a site whose restore
    was cut short has none, and refuses to start."""
    suffix = f".before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}"
    index = Path(f"{db_file}.index")
    for old, aside in (
        (db_file, _beside(db_file, suffix)),
        (index, Path(f"{_beside(db_file, suffix)}.index")),
        (blob_dir, _beside(blob_dir, suffix)),
    ):
        if old.exists():
            _move(undo, old, aside)
            yield aside
    sync_folder(db_file.parent)
    _move(undo, _beside(blob_dir, _PART), blob_dir)
    sync_folder(blob_dir.parent)
    _move(undo, _beside(db_file, _PART), db_file)
    sync_folder(db_file.parent)


def _move(undo: ExitStack, old: Path, new: Path) -> None:
    old.rename(new)
    undo.callback(new.rename, old)


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)
