"""Opening the database file of a site, or saying why not."""

import logging
import os
import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from zc.lockfile import LockFile
from ZODB.blob import LAYOUT_MARKER

from contentsite.storage.datafile import MAGIC, Ending, Verdict, examine
from contentsite.storage.disk import make_private, sync_file, sync_folder, write_whole
from contentsite.storage.durable import DurableFileStorage
from contentsite.storage.errors import StorageError, damaged, explained

log = logging.getLogger(__name__)


def open_datafs(
    path: Path, blobs: Path | None = None, *, read_only: bool = False
) -> DurableFileStorage:
    """Open the Data.fs at path, with the blobs in a folder (`blobs` beside it by default).

    A missing one is made, unless there are traces of one that was here. A transaction that a crash
    has torn is cut off and kept beside the file. Raises StorageError; then nothing has changed.
    """
    blobs = blobs or path.parent / "blobs"
    with explained(path):
        _check(path, blobs, read_only)
        if not read_only:
            make_private(path.parent)
            make_blob_folder(blobs)
            _check_writable(path)
        elif not blobs.is_dir():
            return DurableFileStorage(str(path), read_only=True)
        return DurableFileStorage(str(path), read_only=read_only, blob_dir=str(blobs))


def make_blob_folder(blobs: Path) -> None:
    """Make the folder for blobs, and write down how it is laid out when that is not yet said.

    Left to itself, ZODB takes a folder with any file in it (a `lost+found`) for the old `lawn`
    layout, and then finds none of the blobs.
    """
    make_private(blobs)
    marker = blobs / LAYOUT_MARKER
    if not marker.exists():
        lawn = any(blobs.glob("0x*/*.blob"))
        write_whole(marker, b"lawn" if lawn else b"bushy")


def check_magic(path: Path) -> None:
    """Refuse a file that is no Data.fs, having only read its first bytes. Raises StorageError."""
    if not path.is_file():
        kind = "a folder" if path.is_dir() else "no plain file"
        raise StorageError(path, f"is {kind}", "Name the file: datafs:///path/to/Data.fs")
    with path.open("rb") as file:
        magic = file.read(len(MAGIC))
    if magic == b"FS21":
        raise StorageError(path, "was written by Python 2", "Convert it with zodbupdate first")
    if magic not in (MAGIC, b""):
        raise StorageError(
            path,
            f"is not a ZODB database: it begins with {magic!r}",
            "Nothing was changed. Look at zodbconn.uri, or bring the last backup back:"
            " contentsite restore",
        )


def _check(path: Path, blobs: Path, read_only: bool) -> None:
    if not os.path.lexists(path):
        if read_only:
            raise StorageError(path, "is not there", "Look at zodbconn.uri, and at the mounts")
        _refuse_remains(path, blobs, "is missing")
        return
    if path.is_symlink() and not path.exists():
        raise StorageError(path, "points to a file that is not there", "Look at the mounts")
    check_magic(path)
    if path.stat().st_size <= len(MAGIC):
        _refuse_remains(path, blobs, "is empty")
    else:
        _mend(path, read_only)


def _refuse_remains(path: Path, blobs: Path, state: str) -> None:
    """Never begin a new site where one was: FileStorage would delete all of its blobs.

    A pack or a restore that was cut short leaves the data under another name.
    """
    copies = sorted([*path.parent.glob(f"{path.name}.old"), *_set_aside(path)])
    if copies:
        newest = max(copies, key=lambda copy: copy.stat().st_mtime)
        raise StorageError(
            path,
            f"{state}, and {newest.name} is there: a pack or a restore was cut short",
            f'To go on where it began: mv "{newest}" "{path}" (and rename its blobs folder alike)',
        )
    index = Path(f"{path}.index")
    if (state == "is missing" and index.exists()) or any(blobs.rglob("*.blob")):
        raise StorageError(
            path,
            f"{state}, but {index.name} or blobs of a database are there",
            "Look for the file (a mount? another path?) or bring the last backup back: contentsite"
            f" restore. For a new, empty site move {blobs} and {index.name} away first",
        )


def _set_aside(path: Path) -> list[Path]:
    return [
        found
        for found in path.parent.glob(f"{path.name}.before-restore-*")
        if found.suffix != ".index"
    ]


def _check_writable(path: Path) -> None:
    for needed in (path.parent, path):
        if needed.exists() and not os.access(needed, os.W_OK):
            raise StorageError(needed, "cannot be written", "Give it to the user of the site")


def _mend(path: Path, read_only: bool) -> None:
    ending = examine(path)
    if ending.verdict is Verdict.WHOLE or (read_only and ending.verdict is Verdict.TORN):
        return
    lock = Path(f"{path}.lock")
    if read_only or (ending.verdict is Verdict.DAMAGED and not lock.exists()):
        raise _refusal(path, ending)
    # A process that is at work there writes its next transaction: only the lock tells.
    with closing(LockFile(str(lock))):
        ending = examine(path)
        if ending.verdict is Verdict.DAMAGED:
            raise _refusal(path, ending)
        if ending.verdict is Verdict.TORN:
            _cut(path, ending)


def _refusal(path: Path, ending: Ending) -> StorageError:
    error = damaged(path, ending.why)
    how = f"To give up what follows byte {ending.end} instead: truncate -s {ending.end} (a copy of)"
    return StorageError(path, error.problem, f"{error.remedy}. {how} the file")


def _cut(path: Path, ending: Ending) -> None:
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    kept = path.with_name(f"{path.name}.torn-{stamp}")
    with path.open("r+b") as file, kept.open("xb") as copy:
        file.seek(ending.end)
        shutil.copyfileobj(file, copy)
        copy.flush()
        os.fsync(copy.fileno())
        sync_folder(path.parent)
        file.truncate(ending.end)
    sync_file(path)
    log.warning(
        "%s: a crash has torn the last transaction, which was acknowledged to nobody; its %d bytes"
        " were cut off and are kept in %s",
        path,
        ending.size - ending.end,
        kept,
    )
