"""What stands for a value in a form: equal for equal values, and short."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any, Final

from contentsite.schema.files import StoredFile
from contentsite.schema.spec import FieldSpec

SIZE: Final = 6
"""Bytes: enough that two texts of one page are never taken for the same; nobody gains by forging one."""


def fingerprint(spec: FieldSpec, value: Any) -> str:
    """Return the fingerprint of a value of a field, plain or as it is about to be stored."""
    if isinstance(value, StoredFile):
        # its bytes are those of the blob, which is another one for each file
        oid = value.blob._p_oid or b""
        return _of(f"{oid.hex()} {value.filename} {value.size}".encode())
    # what the field takes no more has a fingerprint, too
    return _of(spec.adapter.dump_json(value, warnings=False))


def fingerprint_of_text(text: str) -> str:
    """Return the fingerprint of what stands in a control."""
    return _of(text.encode("utf-8", "surrogatepass"))


def _of(written: bytes) -> str:
    return blake2b(written, digest_size=SIZE).hexdigest()
