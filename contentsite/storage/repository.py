"""The records of a backup: pieces of a Data.fs as repozo writes them, in full and by increments.

`repozo -R` reads them too. What repozo lacks is here: it takes every change of old bytes for a pack
and makes a new full copy, bad bytes included, and it believes its own files.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ZODB.scripts import repozo

from contentsite.storage.datafile import ends_with, examine
from contentsite.storage.disk import sha256, sync_file, sync_folder
from contentsite.storage.errors import StorageError
from contentsite.storage.manifest import RECORDS, File, Manifest, fault
from contentsite.storage.progress import Progress


@dataclass(frozen=True)
class Copied:
    """What was done: "full", "incremental" or "unchanged"; all pieces; faults found on the way."""

    kind: str
    records: dict[str, File]
    problems: tuple[str, ...] = ()


@dataclass
class _Options:
    """What repozo asks for; it notes there which kind it makes."""

    file: str
    repository: str
    full: bool = False
    gzip: bool = False
    killold: bool = False


def copy_records(db_file: Path, target: Path, old: Manifest, progress: Progress) -> Copied:
    """Copy what the database has more than the backup `old`; everything when that does not fit."""
    faults = tuple(filter(None, (fault(target, *piece) for piece in old.records.items())))
    if faults:
        return Copied("full", copy_all(db_file, target), tuple(map(_rotten, faults)))
    if not _continues(db_file, old):
        return Copied("full", copy_all(db_file, target))
    problems = tuple(_changed(db_file, target, old, progress))
    if examine(db_file).end == old.size:
        return Copied("unchanged", old.records, problems)
    return Copied("incremental", old.records | _copy_rest(db_file, target, old), problems)


def copy_all(db_file: Path, target: Path) -> dict[str, File]:
    """Copy the whole database. Raises OSError."""
    return _written(target, partial(repozo.do_full_backup, _options(db_file, target)))


def put_together(source: Path, records: Iterable[str], db_file: Path) -> None:
    """Write the database that the pieces of a backup make. Raises OSError."""
    with db_file.open("wb") as output:
        repozo.concat([str(source / name) for name in records], output)
    sync_file(db_file)


def _copy_rest(db_file: Path, target: Path, old: Manifest) -> dict[str, File]:
    pieces = [str(target / name) for name in old.records]
    options = _options(db_file, target)
    return _written(target, partial(repozo.do_incremental_backup, options, old.size, pieces))


def _options(db_file: Path, target: Path) -> _Options:
    return _Options(str(db_file), str(target / RECORDS))


def _written(target: Path, write: Callable[[], None]) -> dict[str, File]:
    folder = target / RECORDS
    before = set(folder.glob("*fs"))
    _wait_for_a_free_second(folder)
    try:
        write()
    except (repozo.RepozoError, AssertionError) as error:
        raise StorageError(target, f"repozo failed ({error!r})", "Try again") from error
    sync_folder(folder)
    new = sorted(set(folder.glob("*fs")) - before)
    return {f"{RECORDS}/{path.name}": File(path.stat().st_size, sha256(path)) for path in new}


def _wait_for_a_free_second(folder: Path) -> None:
    """repozo names its files by the second, and does not write over one."""
    while any(folder.glob(f"{time.strftime('%Y-%m-%d-%H-%M-%S', time.gmtime())}.*")):
        time.sleep(0.05)


def _continues(db_file: Path, old: Manifest) -> bool:
    """Whether the file only grew since then: after a pack or a restore it is another one."""
    return bool(old.records) and ends_with(db_file, old.size, bytes.fromhex(old.last_tid))


def _rotten(fault: str) -> str:
    return f"the last backup is damaged ({fault}): everything was copied anew"


def _changed(db_file: Path, target: Path, old: Manifest, progress: Progress) -> Iterable[str]:
    """ZODB only appends: where the file differs from its copy, the disk has changed it."""
    start = 0
    for name, piece in old.records.items():
        end = start + piece.size
        progress(start, old.size, "comparing with the last backup")
        if sha256(db_file, start, end) != piece.sha256:
            yield (
                f"{db_file} has changed between the bytes {start} and {end}, where it never does:"
                f" a fault of the disk. The backup has the right bytes ({name}): stop the site and"
                f" run contentsite restore with {target}"
            )
        start = end
