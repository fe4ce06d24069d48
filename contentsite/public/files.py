"""The bytes of the files and images of nodes."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator

from contentsite.schema.files import StoredFile, StoredImage
from contentsite.tree.node import Node
from contentsite.web.download import field_of, respond, stored
from contentsite.web.request import Request


def image(context: Node, request: Request) -> Any:
    """Return the first picture of a node, to be shown in pages: scaled to fit, where it is larger than that."""
    found = stored(context, field_of(context, StoredImage))
    return respond(request, getattr(found, "fitted", None) or found, inline=True)


def download(context: Node, request: Request) -> Any:
    """Return the file or picture of a node, to be saved under its own name; `@@download/FIELD` that of a field."""
    field, *more = request.subpath or (field_of(context, StoredFile),)
    return respond(request, stored(context, "" if more else field), inline=False)


def includeme(config: Configurator) -> None:
    """Register the downloads for every node: what they serve depends on its fields."""
    config.add_subpath_view("download")
    for view, name in ((image, "image"), (download, "download")):
        config.add_view(
            view,
            context=Node,
            name=name,
            permission="view",
            request_method=("GET", "HEAD"),
            in_past=True,
        )
