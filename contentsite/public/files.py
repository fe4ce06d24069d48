"""The bytes of files and images: streamed from blobs, never active content on the site's origin."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import FileResponse
from ZODB.blob import Blob

from contentsite.schema.files import StoredFile, StoredImage
from contentsite.tree.node import Node
from contentsite.web.request import Request

SHOWN_IN_PAGES: Final = frozenset(
    {"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"}
)
"""What may be shown in place; all else is a download. Not SVG: it can hold script."""

SANDBOX: Final = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def image(context: Node, request: Request) -> Any:
    """Return the picture of a node, to be shown in pages."""
    return respond(request, stored(context, StoredImage), inline=True)


def download(context: Node, request: Request) -> Any:
    """Return the file or picture of a node, to be saved under its own name; `@@download/FIELD` that of a field."""
    file = _of_field(context, *request.subpath) if request.subpath else stored(context, StoredFile)
    return respond(request, file, inline=False)


def stored(node: Node, kind: type[StoredFile]) -> StoredFile:
    """Return the first file of a kind that a node holds in a field; HTTPNotFound where there is none."""
    values = (getattr(node, name) for name in type(node).fields())
    found = next((value for value in values if isinstance(value, kind)), None)
    if found is None:
        raise HTTPNotFound("there is no file here")
    return found


def _of_field(node: Node, name: str, *more: str) -> StoredFile:
    found = getattr(node, name) if name in type(node).fields() and not more else None
    if not isinstance(found, StoredFile):
        raise HTTPNotFound("there is no file here")
    return found


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


def includeme(config: Configurator) -> None:
    """Register the downloads for every node: what they serve depends on its fields."""
    config.add_subpath_view("download")
    for view, name in ((image, "image"), (download, "download")):
        config.add_view(
            view, context=Node, name=name, permission="view", request_method=("GET", "HEAD")
        )
