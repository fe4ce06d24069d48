"""Files and pictures as answers: streamed from blobs, never active content on the site's origin."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import FileResponse
from ZODB.blob import Blob

from contentsite.schema.files import StoredFile, StoredImage
from contentsite.tree.node import Node

from .request import Request

SHOWN_IN_PAGES: Final = frozenset(
    {"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"}
)
"""What may be shown in place; all else is a download. Not SVG: it can hold script."""

SANDBOX: Final = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def field_of(node: Node, kind: type[StoredFile]) -> str:
    """Return the name of the first field in which a node holds a file of a kind, "" for none."""
    fields = type(node).fields()
    return next((name for name in fields if isinstance(getattr(node, name), kind)), "")


def stored(node: Node, name: str) -> StoredFile:
    """Return the file that a node holds in a field; HTTPNotFound where it holds none."""
    found = getattr(node, name) if name in type(node).fields() else None
    if not isinstance(found, StoredFile):
        raise HTTPNotFound("there is no file here")
    return found


def file_address(request: Request, node: Node, kind: type[StoredFile] = StoredFile) -> str:
    """Return the path of the first file of a kind; of a node that is drawn as it is not stored, that one's."""
    if request.drawn is not None and node is request.drawn.node:
        return f"{request.drawn.address}&field={field_of(node, kind)}"
    return request.view_address(node, "@@image" if kind is StoredImage else "@@download")


def respond(request: Request, file: StoredFile, *, inline: bool) -> Any:
    """Stream a stored file; answers conditional and range requests."""
    response = FileResponse(file.blob.committed(), request=request, content_type=file.content_type)
    shown = inline and file.content_type in SHOWN_IN_PAGES
    response.content_disposition = disposition(file.filename, "inline" if shown else "attachment")
    response.headers["Content-Security-Policy"] = SANDBOX
    response.etag = _version(file.blob)
    response.cache_control = "private, max-age=0, must-revalidate"
    response.conditional_response = True
    return response


def _version(blob: Blob) -> str:
    """Return what names the bytes of a blob: a changed file is a new one, with an id of its own."""
    return f"{(blob._p_oid or b'').hex()}-{blob._p_serial.hex()}"


def disposition(filename: str, kind: str) -> str:
    """Return a Content-Disposition that any file name can stand in (RFC 6266, RFC 5987)."""
    plain = "".join(
        c if c.isascii() and c.isprintable() and c not in '"\\/%;' else "_" for c in filename
    )
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"
