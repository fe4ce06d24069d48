"""Packing: dropping the old states of objects, and the objects that nothing refers to any more."""

import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ZODB.FileStorage import FileStorage
from ZODB.serialize import referencesf

from contentsite.storage.datafs import open_datafs
from contentsite.storage.errors import StorageError, StorageLocked, explained
from contentsite.storage.progress import Progress, silent
from contentsite.storage.records import problems

_DAY = 24 * 60 * 60


@dataclass(frozen=True)
class PackReport:
    """What a pack did: the length of the file before and after, in bytes."""

    db_file: Path
    before: int
    after: int


def pack(
    db_file: Path,
    blob_dir: Path | None = None,
    *,
    days: float,
    keep_old: bool = True,
    progress: Progress = silent,
) -> PackReport:
    """Pack the database of a stopped site; keep all states of the last `days` days.

    The file as it was stays beside it as Data.fs.old (and blobs.old), unless `keep_old` is false.
    Every record is read first, for what a damaged one refers to would be taken for garbage. Raises
    StorageError, and has then changed nothing.
    """
    if not db_file.exists():
        raise StorageError(db_file, "is not there", "Look at zodbconn.uri")
    try:
        storage = open_datafs(db_file, blob_dir)
    except StorageLocked as error:
        raise StorageLocked(db_file, error.problem, _WHILE_RUNNING) from error
    with closing(storage):
        return pack_storage(storage, days, keep_old=keep_old, progress=progress)


_WHILE_RUNNING = (
    "Stop the site and pack again; or serve the file by ZEO, which packs while the sites run"
    " (zeopack)"
)


def pack_storage(
    storage: FileStorage, days: float, *, keep_old: bool = True, progress: Progress = silent
) -> PackReport:
    """Pack an open storage, also one that is in use. Raises StorageError."""
    path = Path(storage.getName())
    if days < 0:
        raise StorageError(path, f"cannot be packed to {-days} days from now", "Name past days")
    faults = list(problems(storage, progress))
    if faults:
        raise StorageError(
            path,
            f"has {len(faults)} faults ({faults[0]})",
            "Nothing was packed. Look at all of them with contentsite check",
        )
    before = storage.getSize()
    progress(0, None, "packing")
    storage.pack_keep_old = keep_old
    with explained(path):
        storage.pack(time.time() - days * _DAY, referencesf)
    progress(1, 1, "packing")
    return PackReport(path, before, storage.getSize())
