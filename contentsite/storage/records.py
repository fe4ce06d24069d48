"""Reading every record of a Data.fs: it has no checksums, so this is how damage is noticed."""

import pickle
import struct
from collections.abc import Iterator
from dataclasses import dataclass
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
    without its file, or a history that ends too early. Only current states must have all they
    refer to.
    """
    known: set[bytes] = set()
    last = bytes(8)
    done = 0
    try:
        for transaction in storage.iterator():
            last = transaction.tid
            for data in transaction:
                yield from _faults(storage, data, known)
                done += 1
                if done % _EVERY == 0:
                    progress(done, None, "records")
    except DAMAGE as error:
        yield f"after {done} records nothing can be read: {error}"
        return
    progress(done, done, "records")
    if len(storage) and last != storage.lastTransaction():
        yield f"the history cannot be read beyond transaction {last.hex()}"


def _faults(storage: FileStorage, data: DataRecord, known: set[bytes]) -> Iterator[str]:
    if data.data is None:  # the undoing of a creation
        return
    try:
        record = read_record(data.oid, data.tid, data.data)
    except UNREADABLE as error:
        yield f"record {oid_repr(data.oid)} ({class_name(data.data)}) cannot be read: {error}"
        return
    if _current(storage, data.oid) == data.tid:
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
