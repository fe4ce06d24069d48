"""The form that a request brings, taken apart within limits: WebOb's own parser has none.

It takes minutes for a file of empty lines or a part of many headers, and ten times the memory of what was
sent for controls of two bytes; anybody may send those.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final
from urllib.parse import parse_qsl

from multipart import (  # type: ignore[import-untyped]
    MultipartSegment,
    PushMultipartParser,
    parse_options_header,
)
from webob.multidict import MultiDict

MOST: Final = 10_000
"""So many controls a form may have: three for each of a thousand entries is the largest that there is."""
MULTIPART: Final = "multipart/form-data"
KINDS: Final = frozenset({"", "application/x-www-form-urlencoded", MULTIPART})
"""The media types of forms; without one it is that of a plain form."""
PARSED: Final = "webob._parsed_post_vars"
"""Where WebOb keeps a form in the environ, so that a request that is tried again has it."""
_IN_MEMORY: Final = 64 * 1024
_HEADER: Final = 16_000
"""Bytes of a header of a part: the name of a file stands in it."""


class Spooled(SpooledTemporaryFile[bytes]):
    """Bytes that were sent, on the disk where they are many; closed as soon as nobody needs them any more."""

    def __init__(self) -> None:
        super().__init__(_IN_MEMORY)

    def __del__(self) -> None:
        self.close()


class Upload:
    """A file that was sent."""

    def __init__(self, filename: str) -> None:
        self.filename = filename
        self.file: IO[bytes] = Spooled()


def controls_of(request: Any) -> MultiDict:
    """Return what was typed and chosen, by control: texts, and an `Upload` for each file.

    Raises ValueError for what is no form, or has more than 10,000 controls.
    """
    request.make_body_seekable()
    if request.content_type == MULTIPART:
        return MultiDict(_parts(request))
    text = request.body.decode("utf-8", "replace")
    return MultiDict(parse_qsl(text, keep_blank_values=True, max_num_fields=MOST))


def _parts(request: Any) -> Iterator[tuple[str, str | Upload]]:
    boundary = parse_options_header(request.headers["Content-Type"])[1].get("boundary", "")
    length = request.content_length or 0
    parser = PushMultipartParser(
        boundary, length, max_segment_count=MOST, max_header_size=_HEADER, header_charset="utf-8"
    )
    request.body_file_raw.seek(0)
    for event in parser.parse_blocking(request.body_file_raw.read):
        if isinstance(event, MultipartSegment):
            # where no file was chosen a browser sends one without a name
            upload, name = Upload(event.filename) if event.filename else None, event.name
            sink = upload.file if upload else BytesIO()
        elif event:
            sink.write(event)
        else:
            sink.seek(0)
            yield name, upload or sink.read().decode("utf-8", "replace")
