"""Reading every record of a Data.fs: it has no checksums, so this is how damage is noticed."""

import pickle
import struct
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from ZODB.BaseStorage import DataRecord
from ZODB.FileStorage import FileStorage
from ZODB.serialize import referencesf
from ZODB.utils import oid_repr
from zodbpickle import pickle as zodbpickle

from contentsite.storage.errors import DAMAGE
from contentsite.storage.progress import Progress, silent

# What reading a pickle with wrong bytes in it raises.
UNREADABLE = (
    pickle.UnpicklingError,
    zodbpickle.UnpicklingError,
    AssertionError,
    AttributeError,
    EOFError,
    IndexError,
    KeyError,
    MemoryError,
    OverflowError,
    TypeError,
    ValueError,
    struct.error,
)
_EVERY = 1000


@dataclass(frozen=True)
class Record:
    """One state of one object: who it is, its class, and the objects that it refers to."""

    oid: bytes
    tid: bytes
    class_name: str
    references: tuple[bytes, ...]
    is_blob: bool


def read_record(oid: bytes, tid: bytes, data: bytes) -> Record:
    """Read a record without importing or making any object. Raises one of UNREADABLE."""
    name = class_name(data)
    return Record(oid, tid, name, tuple(referencesf(data)), name == "ZODB.blob.Blob")


def class_name(data: bytes) -> str:
    """The dotted name of the class at the head of a record; empty when it is not a plain one."""
    head = data[2:] if data[:1] == b"\x80" else data
    for opcode in (b"c", b"(c"):
        if head.startswith(opcode):
            module, _, rest = head[len(opcode) :].partition(b"\n")
            return b".".join((module, rest.partition(b"\n")[0])).decode("utf-8", "replace")
    return ""


def current_records(storage: FileStorage) -> Iterator[Record]:
    """Every object of the storage as it is now, in the order of the oids."""
    cursor: bytes | None = None
    while len(storage):
        oid, tid, data, cursor = storage.record_iternext(cursor)
        yield read_record(oid, tid, data)
        if cursor is None:
            return


def problems(storage: FileStorage, progress: Progress = silent) -> Iterator[str]:
    """Read every state of every object; yield a sentence for each fault.

    A fault is a record that cannot be read, a reference to an object that is not there, a blob
    without its file, or a history with a gap. Only current states must have all they refer to. The
    storage may be in use: what is committed meanwhile is not looked at.
    """
    reading = _Reading(storage, *_standing(storage))
    try:
        yield from reading.faults(progress)
    except DAMAGE as error:
        yield f"after {reading.done} records nothing can be read: {error}"
        return
    progress(reading.done, reading.done, "records")
    # ZODB's iterator only logs what it cannot follow, and leaves the rest out.
    if (unseen := reading.objects - reading.current - len(reading.changed)) > 0:
        yield f"{unseen} objects cannot be reached by reading the file in order"
    if reading.objects and reading.last != reading.until:
        yield f"the history cannot be read beyond transaction {reading.last.hex()}"


def _standing(storage: FileStorage) -> tuple[bytes, int]:
    """Return the last transaction and the number of objects after it, while others may commit."""
    while True:
        last, objects = storage.lastTransaction(), len(storage)
        # it waits for a commit that is being finished, which may have been counted already
        if storage.lastTransaction() == last:
            return last, objects


@dataclass
class _Reading:
    """How far the reading of a storage is; `known` are the oids that are there for certain."""

    storage: FileStorage
    until: bytes
    objects: int
    last: bytes = bytes(8)
    done: int = 0
    current: int = 0
    known: set[bytes] = field(default_factory=set)
    changed: set[bytes] = field(default_factory=set)
    """The oids of what was changed since the reading began."""

    def faults(self, progress: Progress) -> Iterator[str]:
        with closing(self.storage.iterator()) as transactions:
            # one that is just being written must not even be begun
            while self.last < self.until and (transaction := next(transactions, None)):
                self.last = transaction.tid
                for data in transaction:
                    yield from self._faults_of(data)
                    if self.done % _EVERY == 0:
                        progress(self.done, None, "records")

    def _faults_of(self, data: DataRecord) -> Iterator[str]:
        tid = _current(self.storage, data.oid)
        is_current = tid in (data.tid, None)
        self.current += is_current
        self.done += 1
        if tid is not None and tid > self.until:
            self.changed.add(data.oid)
        yield from _faults(self.storage, data, is_current, self.known)


def _faults(
    storage: FileStorage, data: DataRecord, is_current: bool, known: set[bytes]
) -> Iterator[str]:
    if data.data is None:  # the undoing of a creation
        return
    try:
        record = read_record(data.oid, data.tid, data.data)
    except UNREADABLE as error:
        yield f"record {oid_repr(data.oid)} ({class_name(data.data)}) cannot be read: {error}"
        return
    if is_current and _current(storage, data.oid):
        yield from _missing(storage, record, known)


def _missing(storage: FileStorage, record: Record, known: set[bytes]) -> Iterator[str]:
    who = f"object {oid_repr(record.oid)} ({record.class_name})"
    for oid in record.references:
        if oid not in known and _current(storage, oid) is None:
            yield f"{who} refers to {oid_repr(oid)}, which is not there"
        known.add(oid)
    if record.is_blob and storage.blob_dir:
        file = Path(storage.fshelper.getBlobFilename(record.oid, record.tid))
        if not file.is_file():
            yield f"{who}: its file is missing: {file}"


def _current(storage: FileStorage, oid: bytes) -> bytes | None:
    try:
        return storage.getTid(oid)
    except KeyError:
        return None
