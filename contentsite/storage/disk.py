"""Writing so that it is still there after a power cut."""

import hashlib
import os
from pathlib import Path

CHUNK = 1 << 20


def sync_file(path: Path) -> None:
    """Return when the content of the file is on the disk. Raises OSError."""
    _sync(path, os.O_RDONLY)


def sync_folder(path: Path) -> None:
    """Return when the names in the folder are on the disk. Raises OSError."""
    _sync(path, os.O_RDONLY | os.O_DIRECTORY)


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_private(folder: Path) -> None:
    """Make the folder when it is missing, for this user alone."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True)
        sync_folder(folder.parent)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is at any moment the old one or the new one, never a part."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    _settle(part, path)


def copy_whole(source: Path, target: Path) -> str:
    """Copy a file under its name only when it is complete; return the sha256 of what was copied."""
    make_private(target.parent)
    part = target.with_name(target.name + ".part")
    with source.open("rb") as reader, part.open("wb") as writer:
        digest = hashlib.sha256()
        while chunk := reader.read(CHUNK):
            digest.update(chunk)
            writer.write(chunk)
    _settle(part, target)
    return digest.hexdigest()


def _settle(part: Path, path: Path) -> None:
    sync_file(part)
    part.replace(path)
    sync_folder(path.parent)


def sha256(path: Path, start: int = 0, end: int | None = None) -> str:
    """The sha256 of a file, or of its bytes from start to end. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        file.seek(start)
        left = path.stat().st_size - start if end is None else end - start
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            digest.update(chunk)
            left -= len(chunk)
    return digest.hexdigest()
