"""A picture scaled to fit: what pages show instead of one that is larger than any screen needs."""

from __future__ import annotations

import io
import warnings
from pkgutil import resolve_name
from typing import IO, Any, Final, NamedTuple

from .sniff import FORMATS, PILLOW, UNREADABLE

LONGEST: Final = 1_600
"""Pixels of the longer side."""
HEAVY: Final = 1_000_000
"""So many bytes are too many for a page, whatever the size in pixels."""
DECODED: Final = 60_000_000
"""Pixels: a larger picture is shown as it is, since to decode it would take too much memory."""
GAIN: Final = 0.8
"""It is worth its place if it has at most this part of the bytes."""
QUALITY: Final = 82


class Fitted(NamedTuple):
    """The bytes of a WebP, and its size in pixels."""

    bytes: bytes
    width: int
    height: int


def fitted(stream: IO[bytes], size: int) -> Fitted | None:
    """Return a picture of so many bytes as pages show it; None where it is fit as it is, or moves.

    It carries nothing of what a camera writes beside the pixels, such as the place. The stream is rewound.
    """
    images: Any = resolve_name(PILLOW)
    stream.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with images.open(stream, formats=FORMATS) as image:
                return _scaled(image, size) if _is_large(image, size) else None
    except (*UNREADABLE, images.DecompressionBombError, MemoryError):
        # its header could be read, and that is all that is promised
        return None
    finally:
        stream.seek(0)


def _is_large(image: Any, size: int) -> bool:
    width, height = image.size
    if width * height > DECODED or getattr(image, "n_frames", 1) > 1:
        return False
    return max(width, height) > LONGEST or size > HEAVY


def _scaled(image: Any, size: int) -> Fitted | None:
    # a JPEG is decoded at a fraction of its size
    image.draft(None, (LONGEST, LONGEST))
    upright = resolve_name(f"{PILLOW}Ops").exif_transpose(image)
    has_alpha = "A" in upright.getbands() or "transparency" in upright.info
    plain = upright.convert("RGBA" if has_alpha else "RGB")
    plain.thumbnail((LONGEST, LONGEST), reducing_gap=2.0)
    found = io.BytesIO()
    plain.save(found, "WEBP", quality=QUALITY, method=4)
    if found.tell() > size * GAIN:
        return None
    return Fitted(found.getvalue(), *plain.size)
