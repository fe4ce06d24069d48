"""Writing files into blobs: streamed, so that a large file costs no memory."""

from __future__ import annotations

import io
import shutil
from pathlib import PurePath
from typing import IO

from ZODB.blob import Blob

from contentsite.schema.files import StoredFile, StoredImage

from .fit import fitted
from .sniff import content_type_of, image_facts


def store_file(stream: IO[bytes], filename: str) -> StoredFile:
    """Store any file; returns the value for an `Attachment` field."""
    kind = content_type_of(stream, filename)
    blob, size = _written(stream)
    return StoredFile(filename=_clean(filename), content_type=kind, size=size, blob=blob)


def store_image(stream: IO[bytes], filename: str) -> StoredImage:
    """Store an image; returns the value for a `Picture` field. Raises InvalidFile for what is none.

    What is larger than a screen is stored scaled to fit as well.
    """
    facts = image_facts(stream)
    blob, size = _written(stream)
    return StoredImage(
        filename=_clean(filename),
        content_type=facts.content_type,
        size=size,
        blob=blob,
        width=facts.width,
        height=facts.height,
        fitted=_fitted(stream, size, filename),
    )


def _fitted(stream: IO[bytes], size: int, filename: str) -> StoredImage | None:
    found = fitted(stream, size)
    if found is None:
        return None
    blob, written = _written(io.BytesIO(found.bytes))
    return StoredImage(
        filename=f"{PurePath(_clean(filename)).stem}.webp",
        content_type="image/webp",
        size=written,
        blob=blob,
        width=found.width,
        height=found.height,
    )


def _written(stream: IO[bytes]) -> tuple[Blob, int]:
    # from the start: a request that is tried again has been read already
    stream.seek(0)
    blob = Blob()
    with blob.open("w") as target:
        shutil.copyfileobj(stream, target, 1 << 20)
        return blob, target.tell()


def _clean(filename: str) -> str:
    """Return the last part of a name, as any client may send it, with what can be seen of it."""
    name = PurePath(filename.replace("\\", "/")).name
    seen = "".join(character for character in name if character.isprintable())
    return seen[-200:].strip(" .") or "file"
