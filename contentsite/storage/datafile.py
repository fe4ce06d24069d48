"""Looking at a Data.fs without opening it: is it one, and does it end well?

A Data.fs is the magic and then transactions, each with its length at both ends. A commit writes
its transaction with the status "c", syncs, sets the status to " " and syncs again (see durable.py):
so a crash leaves at most one transaction, marked "c" or never written at all, at the very end.
That one was acknowledged to nobody. Whatever else is wrong is damage, and must not be cut away:
FileStorage itself would cut everything from there on, with no more than a line in the log.
"""

import pickletools
import struct
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import BinaryIO

MAGIC = b"FS30"
_HEADER = struct.Struct(">8sQcHHH")
_LENGTH = struct.Struct(">Q")


class Verdict(Enum):
    """How a file ends."""

    WHOLE = "whole"
    TORN = "torn"
    DAMAGED = "damaged"


@dataclass(frozen=True)
class Ending:
    """What stands at the end of a Data.fs.

    `end` is where the last whole transaction ends, `last_tid` its id, `size` the whole length.
    """

    verdict: Verdict
    end: int
    size: int
    last_tid: bytes
    why: str = ""


@dataclass(frozen=True)
class _Transaction:
    """The head of a transaction at a place in the file."""

    position: int
    tid: bytes
    length: int
    status: bytes
    head: int

    @property
    def end(self) -> int:
        return self.position + self.length + 8

    @property
    def sane(self) -> bool:
        return self.status in (b" ", b"p", b"u", b"c") and self.length >= self.head

    def settled(self, size: int) -> bool:
        return self.sane and self.status != b"c" and self.end <= size


def examine(path: Path) -> Ending:
    """Walk over the heads of the transactions to the end of a Data.fs.

    It starts at the place that Data.fs.index names when that fits, so that it is quick after a
    clean stop; else at the first. Raises OSError.
    """
    while True:
        ending = _examine(path)
        # A commit that ended between our look at the size and at its head seems cut short.
        if ending.verdict is not Verdict.DAMAGED or ending.size == path.stat().st_size:
            return ending


def ends_with(path: Path, position: int, tid: bytes) -> bool:
    """Whether a transaction of that id ends at that place of the file."""
    with path.open("rb") as file:
        found = _ending_at(file, position)
    return found is not None and found.tid == tid


def _examine(path: Path) -> Ending:
    with path.open("rb") as file:
        size = path.stat().st_size
        position, tid = _known_end(path, file, size)
        while (found := _transaction_at(file, position)) and found.settled(size):
            position, tid = found.end, found.tid
        return _judge(file, position, size, tid, found)


def _judge(
    file: BinaryIO, position: int, size: int, tid: bytes, found: _Transaction | None
) -> Ending:
    if position >= size:
        return Ending(Verdict.WHOLE, size, size, tid)
    why = "" if found is None else _damage(file, found, size)
    verdict = Verdict.DAMAGED if why else Verdict.TORN
    return Ending(verdict, position, size, tid, why)


def _damage(file: BinaryIO, found: _Transaction, size: int) -> str:
    """Why this unsettled transaction cannot be what a crash leaves; empty when it can."""
    if found.status == b"c" and found.sane and found.end >= size:
        return ""
    if found.tid + found.status == bytes(9) and found.length == found.head - _HEADER.size == 0:
        later = _ending_at(file, size)
        if later is None or later.position <= found.position:
            return ""  # the size of the file reached the disk, the transaction did not
    if found.sane and found.status != b"c":
        missing = found.end - size
        return (
            f"the transaction at byte {found.position} is complete by its head, but {missing}"
            f" bytes of it are missing: the file was cut short, or the length is wrong"
        )
    return f"no transaction begins at byte {found.position}, where one must"


def _transaction_at(file: BinaryIO, position: int) -> _Transaction | None:
    file.seek(position)
    head = file.read(_HEADER.size)
    if len(head) < _HEADER.size:
        return None
    tid, length, status, user, description, extension = _HEADER.unpack(head)
    size = _HEADER.size + user + description + extension
    return _Transaction(position, tid, length, status, size)


def _ending_at(file: BinaryIO, position: int) -> _Transaction | None:
    """The settled transaction that ends at this place, by its length at both ends."""
    if position < len(MAGIC) + _HEADER.size + 8:
        return None
    file.seek(position - 8)
    tail = file.read(8)
    start = position - 8 - _LENGTH.unpack(tail)[0] if len(tail) == 8 else 0
    found = _transaction_at(file, start) if start >= len(MAGIC) else None
    return found if found and found.settled(position) and found.end == position else None


def _known_end(path: Path, file: BinaryIO, size: int) -> tuple[int, bytes]:
    position = _indexed_end(Path(f"{path}.index"))
    found = _ending_at(file, position) if position <= size else None
    return (position, found.tid) if found else (len(MAGIC), bytes(8))


def _indexed_end(index: Path) -> int:
    """The end of the file when Data.fs.index was saved: the first number in it, 0 if none."""
    try:
        with index.open("rb") as file:
            for code, argument, _ in pickletools.genops(file):
                if code.name != "PROTO":
                    return argument if isinstance(argument, int) else 0
    except (OSError, ValueError):
        pass  # no index, or not a good one: everything is read from the start
    return 0
