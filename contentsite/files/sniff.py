"""What a file is, by its content: a name may say anything (OWASP ASVS 5.0, 5.2.2)."""

from __future__ import annotations

import mimetypes
import re
import struct
import warnings
import zlib
from dataclasses import dataclass
from pathlib import PurePath
from pkgutil import resolve_name
from typing import IO, Any, Final

from contentsite.sentence import _

PILLOW: Final = "PIL.Image"
"""Found by its name when the first picture comes: those who only show pages need not have it in memory."""
MAX_PIXELS: Final = 100_000_000
"""Larger pictures are refused: a few bytes can ask for gigabytes of memory."""

FORMATS: Final = ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP", "TIFF", "ICO")
_HEAD: Final = 1024
_UNKNOWN: Final = "application/octet-stream"
_MARKUP: Final = (b"<!doctype html", b"<html", b"<script", b"<svg", b"<?xml", b"<!--")
_BYTE_ORDER: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_MAGIC: Final = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
)
_ACTIVE: Final = re.compile(r"html|xml|script|css|flash|hta|x-msdownload|x-httpd|wasm")
"""What a browser, or a desktop, would run: such a file is served as plain text or as bytes."""

UNREADABLE: Final = (
    OSError,
    ValueError,
    TypeError,
    SyntaxError,
    EOFError,
    LookupError,
    OverflowError,
    RuntimeError,
    struct.error,
    zlib.error,
)
"""What Pillow raises for the headers that a fuzzer writes."""


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
    images: Any = resolve_name(PILLOW)
    stream.seek(0)
    try:
        with warnings.catch_warnings():
            # of a damaged header, and of a size that is judged below
            warnings.simplefilter("ignore")
            with images.open(stream, formats=FORMATS) as image:
                width, height = image.size
                content_type = images.MIME.get(image.format or "", "")
                turned = image.getexif().get(0x0112, 1) >= 5
    except images.DecompressionBombError as error:
        raise InvalidFile(_("the picture is too large")) from error
    except UNREADABLE as error:
        raise InvalidFile(_("it is no picture of a known kind")) from error
    finally:
        stream.seek(0)
    if width * height > MAX_PIXELS:
        raise InvalidFile(_("the picture is too large"))
    return ImageFacts(content_type, *((height, width) if turned else (width, height)))


def content_type_of(stream: IO[bytes], filename: str) -> str:
    """Return the media type of a file: by its first bytes, else by its name if that is harmless."""
    stream.seek(0)
    head = stream.read(_HEAD)
    stream.seek(0)
    found = next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)
    named = _harmless(mimetypes.guess_type(PurePath(filename).name)[0])
    if found == "application/zip":
        # office documents are zip archives: their name tells which
        return named if named.startswith("application/") and named != _UNKNOWN else found
    return found or ("text/plain" if _is_markup(head) else named)


def _harmless(kind: str | None) -> str:
    """Return a media type that a name promises, if nothing runs by it."""
    if kind is None or not kind.startswith(("text/", "application/", "audio/", "video/")):
        return _UNKNOWN
    if _ACTIVE.search(kind) and "openxml" not in kind:
        return "text/plain" if kind.startswith("text/") else _UNKNOWN
    return kind


def _is_markup(head: bytes) -> bool:
    for mark in _BYTE_ORDER:
        head = head.removeprefix(mark)
    # of UTF-16, every second byte is 0
    return head.replace(b"\0", b"").lstrip().lower().startswith(_MARKUP)
