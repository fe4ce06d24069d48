"""A FileStorage whose acknowledged commits survive a power cut.

FileStorage syncs Data.fs once, in tpc_finish; it never syncs blobs, folders, the packed file or the
index, forgets the blobs of a vote that failed, and after "disk full" keeps half-written buffers
that stop or spoil the commits that follow. This subclass mends that, and nothing else.
"""

import logging
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from ZODB.FileStorage import FileStorage
from ZODB.FileStorage.FileStorage import TempFormatter
from ZODB.fsIndex import fsIndex

from contentsite.storage.disk import sync_file, sync_folder

log = logging.getLogger(__name__)

INDEX_STEP = 64 * 1024 * 1024
"""After so many bytes of new records the index is saved: at a million records that takes 30 ms."""


class DurableFileStorage(FileStorage):
    """FileStorage, with everything on the disk before a commit is acknowledged.

    A second sync (of the vote) makes a torn transaction tell itself apart from a damaged one: see
    datafile.py. The price: 0.63 to 0.89 of the commits a second of FileStorage, and 0.57 to 0.69
    with a blob of 20 kB in each (one writer, ext4 on a virtual disk that syncs in 0.2 ms).
    """

    _closed = False
    _indexed = 0

    def __init__(
        self, file_name: str, *, read_only: bool = False, blob_dir: str | None = None
    ) -> None:
        self._named: set[Path] = set()
        try:
            super().__init__(file_name, read_only=read_only, blob_dir=blob_dir)
            self._indexed = self._pos
        except BaseException:
            self._let_go()
            raise
        if not read_only:
            sync_folder(self._folder)

    @property
    def _folder(self) -> Path:
        return Path(self._file_name).parent

    def _let_go(self) -> None:
        # FileStorage leaves its files open, and the lock held, when it refuses to open.
        for name in ("_file", "_tfile", "_files", "_lock_file"):
            if (resource := self.__dict__.get(name)) is not None:
                with suppress(OSError):
                    resource.close()

    def close(self) -> None:
        """Close, once: a second time would write our index over that of the next process."""
        if not self._closed:
            self._closed = True
            super().close()

    def tpc_vote(self, transaction: Any) -> list[bytes] | None:
        """Write the transaction with its blobs to the disk. Raises OSError (and can be aborted)."""
        self._sync_blobs()
        try:
            resolved = super().tpc_vote(transaction)
        except OSError:
            self._forget_unwritten()
            raise
        os.fsync(self._file.fileno())
        return resolved

    def tpc_finish(self, transaction: Any, f: Callable[[bytes], None] | None = None) -> bytes:
        """Make the transaction last; now and then save the index, which FileStorage does at its end only.

        A process that is killed then leaves few records that the next start has to read.
        """
        tid: bytes = super().tpc_finish(transaction, f)
        if self._pos - self._indexed > INDEX_STEP:
            with self._lock:
                self._save_index()
        return tid

    def _sync_blobs(self) -> None:
        for blob in self.dirty_oids:
            name = Path(self.fshelper.getBlobFilename(*blob))
            sync_file(name)
            sync_folder(name.parent)
            self._sync_parents(name.parent)

    def _sync_parents(self, folder: Path) -> None:
        """Make sure that a folder of blobs, and those above it, are named on the disk."""
        if folder not in self._named and folder != Path(str(self.blob_dir)):
            sync_folder(folder.parent)
            self._sync_parents(folder.parent)
            self._named.add(folder)

    def _forget_unwritten(self) -> None:
        # The buffer of the file still holds what did not fit, and would write it at some later
        # time behind the next transaction: close it, whatever it says, and cut what it wrote.
        with suppress(OSError):
            self._file.close()
        self._file = Path(self._file_name).open("r+b")  # noqa: SIM115
        self._file.truncate(self._pos)
        self._files.flush()

    def _clear_temp(self) -> None:
        try:
            super()._clear_temp()
        except OSError:
            # The same with the buffer of Data.fs.tmp; in tpc_begin it would hold the commit lock
            # for ever.
            with suppress(OSError):
                self._tfile.close()
            self._tfile = Path(f"{self._file_name}.tmp").open("w+b")  # noqa: SIM115
            self._tfmt = TempFormatter(self._tfile)

    def _abort(self) -> None:
        super()._abort()
        self._blob_tpc_abort()  # FileStorage does it only after a vote that went well

    def _save_index(self) -> None:
        # An index with holes in it opens, and points to the wrong places.
        if self.isReadOnly():
            return
        index = Path(f"{self._file_name}.index")
        part = index.with_name(index.name + ".index_tmp")
        try:
            self._index.save(self._pos, str(part))
            sync_file(part)
            part.replace(index)
            self._indexed = self._pos
        except OSError as error:
            log.warning("%s was not saved, the next start reads all records: %s", index, error)

    @staticmethod
    def packer(
        storage: FileStorage, referencesf: Callable[[bytes], list[bytes]], stop: bytes, gc: bool
    ) -> tuple[int, fsIndex] | None:
        """Write the packed file beside the other, onto the disk."""
        packed = FileStorage.packer(storage, referencesf, stop, gc)
        if packed is not None:
            try:
                sync_file(Path(f"{storage._file_name}.pack"))
            except OSError:
                storage._commit_lock.release()
                raise
        return packed

    def _remove_blob_files_tagged_for_removal_during_pack(self) -> None:
        sync_folder(self._folder)  # the new Data.fs must be there before its old blobs go
        self._named.clear()  # folders may go now, and come again
        super()._remove_blob_files_tagged_for_removal_during_pack()

    def pack(
        self, t: float, referencesf: Callable[[bytes], list[bytes]], gc: bool | None = None
    ) -> None:
        """Pack to the time t (seconds since 1970); what it leaves is on the disk."""
        super().pack(t, referencesf, gc)
        sync_folder(self._folder)
