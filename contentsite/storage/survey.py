"""Opening a database for reading and looking at all of it: for `contentsite check` and backups."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ZODB.FileStorage import FileStorage

from contentsite.storage.datafile import Verdict, examine
from contentsite.storage.datafs import check_magic
from contentsite.storage.errors import damaged, explained
from contentsite.storage.progress import Progress, silent
from contentsite.storage.records import problems


@dataclass(frozen=True)
class Survey:
    """What is in a database: objects, bytes, the last transaction (hex), and a line a fault."""

    objects: int
    size: int
    last_tid: str
    problems: tuple[str, ...]


def survey(db_file: Path, blob_dir: Path, progress: Progress = silent) -> Survey:
    """Read every record of a database that nobody writes to.

    Raises StorageError when it does not end well or cannot be opened.
    """
    with explained(db_file):
        check_magic(db_file)
        ending = examine(db_file)
        if ending.verdict is not Verdict.WHOLE:
            raise damaged(db_file, ending.why or "its last transaction is torn")
        storage = FileStorage(str(db_file), read_only=True, blob_dir=str(blob_dir))
        with closing(storage):
            last = storage.lastTransaction().hex()
            faults = tuple(problems(storage, progress))
            return Survey(len(storage), ending.size, last, faults)
