"""Pictures on pages: the address, size and words of an image."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from contentsite.schema.files import StoredImage
from contentsite.tree.node import Node
from contentsite.web.download import file_address
from contentsite.web.request import Request


class Shown(NamedTuple):
    """A picture as a page shows it; sizes in pixels."""

    url: str
    width: int
    height: int
    alt: str


def picture_of(request: Request, node: Node) -> Shown | None:
    """Return the picture that a node holds in its field `image`, None where it holds none."""
    image = getattr(node, "image", None)
    if image is None:
        return None
    address = file_address(request, node, StoredImage)
    image = image.fitted or image
    return Shown(address, image.width, image.height, getattr(node, "alt", ""))


def picture(request: Request, node: Node) -> Markup:
    """Return the picture of a node as an `img` element; nothing where it holds none."""
    shown = picture_of(request, node)
    if shown is None:
        return Markup()
    return Markup('<img src="{}" width="{}" height="{}" alt="{}" decoding="async">').format(*shown)


def file_url(request: Request, node: Node) -> str:
    """Return the address at which the bytes of a File or Image are downloaded."""
    return file_address(request, node)
