"""The list of what a backup holds, with a checksum of each file: a Data.fs itself has none."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath

from contentsite.storage.disk import sha256, write_whole
from contentsite.storage.errors import StorageError

NAME = "manifest.json"
RECORDS = "records"
BLOBS = "blobs"
_FORMAT = 1


@dataclass(frozen=True)
class File:
    """One file of a backup, by its bytes when it was made."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup is made of.

    `records`, put one behind the other, are the Data.fs up to the transaction `last_tid` (hex).
    `blobs` are the files of the blob folder. Both by their name in the backup.
    """

    made: str = ""
    last_tid: str = ""
    records: dict[str, File] = field(default_factory=dict)
    blobs: dict[str, File] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """The length of the Data.fs."""
        return sum(piece.size for piece in self.records.values())

    @property
    def files(self) -> dict[str, File]:
        return self.records | self.blobs

    def write(self, folder: Path) -> None:
        """Write it into the folder of the backup, all or nothing."""
        content = json.dumps({"format": _FORMAT, **asdict(self)}, indent=1)
        write_whole(folder / NAME, content.encode())


def read(folder: Path) -> Manifest:
    """The manifest of the backup in a folder. Raises StorageError when there is no good one."""
    path = folder / NAME
    if not path.is_file():
        raise StorageError(folder, f"is no backup: there is no {NAME}", "Name a finished backup")
    try:
        return _from_json(json.loads(path.read_bytes()))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise StorageError(path, f"is damaged ({error})", "Take another backup") from error


def _from_json(content: dict[str, object]) -> Manifest:
    if content.pop("format") != _FORMAT:
        raise ValueError("it was written by another version")
    return Manifest(
        str(content["made"]),
        str(content["last_tid"]),
        _files(content["records"], RECORDS),
        _files(content["blobs"], BLOBS),
    )


def _files(content: object, folder: str) -> dict[str, File]:
    if not isinstance(content, dict):
        raise TypeError(f"{folder} is no table")
    return {_inside(name, folder): File(**values) for name, values in content.items()}


def _inside(name: str, folder: str) -> str:
    # A backup comes from elsewhere: it must not name files outside of itself.
    parts = PurePosixPath(name).parts
    if parts[:1] != (folder,) or ".." in parts:
        raise ValueError(f"it names {name!r}")
    return name


def fault(folder: Path, name: str, file: File) -> str:
    """What is wrong with a file of the backup; empty when it is as it was written."""
    path = folder / name
    if not path.is_file():
        return f"{name} is missing"
    if path.stat().st_size != file.size:
        return f"{name} has {path.stat().st_size} bytes instead of {file.size}"
    return "" if sha256(path) == file.sha256 else f"{name} has changed since it was written"
