"""Files and pictures: described when shown, with an address for their bytes; taken as base64."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NoBase64
from io import BytesIO
from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from contentsite.files.store import store_file, store_image
from contentsite.schema.files import StoredFile, StoredImage
from contentsite.schema.spec import FieldSpec
from contentsite.tree.node import Node
from contentsite.web.request import Request

from ..shape import url

ShownFile = TypedDict(
    "ShownFile", {"filename": str, "content-type": str, "size": int, "download": str}
)
ShownImage = TypedDict(
    "ShownImage",
    {
        "filename": str,
        "content-type": str,
        "size": int,
        "download": str,
        "width": int,
        "height": int,
    },
)
GivenFile = TypedDict(
    "GivenFile",
    {
        "filename": str,
        "data": str,
        "encoding": NotRequired[Literal["base64", "utf-8"]],
        "content-type": NotRequired[str],
    },
)
"""What a file's type is, its content tells: what is said of it is not looked at."""


def show_file(
    request: Request, node: Node, spec: FieldSpec, value: StoredFile | None
) -> ShownFile | None:
    """Describe a file."""
    if value is None:
        return None
    return {
        "filename": value.filename,
        "content-type": value.content_type,
        "size": value.size,
        "download": f"{url(request, node)}/@@download/{spec.name}",
    }


def show_image(
    request: Request, node: Node, spec: FieldSpec, value: StoredImage | None
) -> ShownImage | None:
    """Describe a picture."""
    shown = show_file(request, node, spec, value)
    if value is None or shown is None:
        return None
    return {**shown, "width": value.width, "height": value.height}


def take_file(_request: Request, _spec: FieldSpec, given: Any) -> StoredFile:
    """Store a file. Raises ValueError."""
    return store_file(_stream(given), given["filename"])


def take_image(_request: Request, _spec: FieldSpec, given: Any) -> StoredImage:
    """Store a picture. Raises ValueError, also for what is none."""
    return store_image(_stream(given), given["filename"])


def _stream(given: Any) -> BytesIO:
    data: str = given["data"]
    if given.get("encoding", "base64") == "utf-8":
        return BytesIO(data.encode())
    try:
        return BytesIO(b64decode("".join(data.split()), validate=True))
    except (NoBase64, ValueError) as error:
        raise ValueError("its data is no base64") from error
