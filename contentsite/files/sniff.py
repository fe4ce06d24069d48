"""What a file is, by its content: a name may say anything (OWASP ASVS 5.0, 5.2.2)."""

from __future__ import annotations

import mimetypes
import warnings
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, Final

from PIL import Image, UnidentifiedImageError

MAX_PIXELS: Final = 100_000_000
"""Larger pictures are refused: a few bytes can ask for gigabytes of memory."""

FORMATS: Final = ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP", "TIFF", "ICO")
_HEAD: Final = 1024
_ACTIVE: Final = (b"<!doctype html", b"<html", b"<script", b"<svg", b"<?xml")
_MAGIC: Final = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
)


class InvalidFile(ValueError):  # noqa: N818
    """The file is not what it should be; the message says why."""


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """What the header of an image says: its type, and its size in pixels as it is shown."""

    content_type: str
    width: int
    height: int


def image_facts(stream: IO[bytes]) -> ImageFacts:
    """Read the header of an image, without decoding it; the stream is rewound.

    Raises InvalidFile for what is no image of a known format, and for one that is too large.
    """
    stream.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(stream, formats=FORMATS) as image:
                width, height = image.size
                content_type = Image.MIME.get(image.format or "", "")
                turned = image.getexif().get(0x0112, 1) >= 5
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise InvalidFile("it is no picture of a known kind") from error
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise InvalidFile("the picture is too large") from error
    finally:
        stream.seek(0)
    if width * height > MAX_PIXELS:
        raise InvalidFile("the picture is too large")
    return ImageFacts(content_type, *((height, width) if turned else (width, height)))


def content_type_of(stream: IO[bytes], filename: str) -> str:
    """Return the media type of a file: by its first bytes, else by its name if that is harmless."""
    stream.seek(0)
    head = stream.read(_HEAD)
    stream.seek(0)
    found = next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)
    guessed = mimetypes.guess_type(PurePath(filename).name)[0]
    if found == "application/zip":
        # office documents are zip archives: their name tells which
        return guessed if guessed and guessed.startswith("application/") else found
    if found:
        return found
    if head.lstrip().lower().startswith(_ACTIVE):
        return "text/plain"
    return (
        guessed
        if guessed and guessed.startswith(("text/", "application/", "audio/", "video/"))
        else _UNKNOWN
    )


_UNKNOWN: Final = "application/octet-stream"
