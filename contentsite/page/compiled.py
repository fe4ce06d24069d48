"""Compiled templates, kept in files: a process that starts compiles none that another one has compiled.

To compile those of one page takes 65 ms, and 3 MB that the process never gives back.
"""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Final

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from . import output

FOLDER: Final = "templates"
"""Its name, beside the database."""
_DIGEST: Final = sha256().digest_size


class CompiledTemplates(BytecodeCache):
    """The files of a folder, one a template. Where they cannot be read or written, templates are compiled.

    A file holds until the template, or what compiles it, is another one. It begins with a digest, since what a
    power cut has left of it must not be run. Whoever may write to the folder decides what the site does, as
    with the database beside it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._compiler = sha256(Path(output.__file__).read_bytes()).hexdigest()

    def get_source_checksum(self, source: str) -> str:
        """Return what a file depends on, besides Jinja2's format and Python's."""
        by = f"{jinja2.__version__} {self._compiler}"
        return sha256(f"{by} {source}".encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read what was compiled, if it is there and whole."""
        with suppress(OSError):
            data = self._file(bucket).read_bytes()
            if data[:_DIGEST] == sha256(data[_DIGEST:]).digest():
                bucket.bytecode_from_string(data[_DIGEST:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write what was compiled. A page does not fail because the disk is full."""
        data = bucket.bytecode_to_string()
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, exist_ok=True)
            # two processes may write the same at once
            part = self._folder / f"{bucket.key}.{token_hex(4)}"
            part.write_bytes(sha256(data).digest() + data)
            part.replace(self._file(bucket))

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / bucket.key
