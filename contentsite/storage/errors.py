"""The one exception of this room, and how what ZODB and the system raise becomes it."""

import errno
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zc.lockfile import LockError
from ZODB.FileStorage.FileStorage import FileStorageError
from ZODB.FileStorage.format import CorruptedError

# What FileStorage lets through when the bytes of a Data.fs do not add up.
DAMAGE = (FileStorageError, CorruptedError, ValueError, KeyError, struct.error)

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM}


class StorageError(Exception):
    """A database that cannot be used as it is.

    The message says what is wrong, what to do next, and with which file.
    """

    def __init__(self, path: Path, problem: str, remedy: str) -> None:
        super().__init__(f"{path}: {problem}. {remedy}")
        self.path = path
        self.problem = problem
        self.remedy = remedy


class StorageLocked(StorageError):  # noqa: N818  (a state, and a StorageError)
    """Another process has the database open."""


def locked(path: Path) -> StorageLocked:
    """The error for a database whose lock is held."""
    return StorageLocked(
        path,
        f"the database is open in {_holder(path)}",
        "One process at a time opens a Data.fs: stop that one first, or, to run several, serve the"
        " file by ZEO (runzeo) and give each of them zodbconn.uri = zeo://host:port",
    )


def damaged(path: Path, why: str) -> StorageError:
    """The error for a database with bytes that no crash leaves behind."""
    return StorageError(
        path,
        f"the database is damaged: {why}",
        "Nothing was changed. Keep a copy of the file, look after the disk, and bring the last"
        " backup back: contentsite restore",
    )


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Raise what happens inside to the database (or backup) at path as a StorageError."""
    try:
        yield
    except LockError as error:
        raise locked(path) from error
    except OSError as error:
        raise _unusable(path, error) from error
    except DAMAGE as error:
        raise damaged(path, f"{type(error).__name__}: {error}") from error


def _holder(path: Path) -> str:
    try:
        pid = Path(f"{path}.lock").read_text().strip()
    except (OSError, ValueError):
        pid = ""
    if pid == str(os.getpid()):
        return "this process already"
    return f"another process ({pid})" if pid.isdigit() else "another process"


def _unusable(path: Path, error: OSError) -> StorageError:
    at = Path(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else path
    reason = error.strerror or str(error)
    if error.errno in _NO_ROOM:
        return StorageError(path, f"no room to write ({reason})", "Free some space and start again")
    if error.errno in _FORBIDDEN:
        return StorageError(
            at, f"not allowed to this user ({reason})", "Give it to the user who runs the site"
        )
    if error.errno == errno.EROFS:
        return StorageError(at, f"cannot be written ({reason})", "Mount the disk for writing")
    return StorageError(at, f"cannot be used ({reason})", "Look at the path, the disk, its mount")
