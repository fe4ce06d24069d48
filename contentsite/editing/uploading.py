"""A file that was sent becomes a node: of the type whose field takes what the file is by its content."""

from __future__ import annotations

from pathlib import PurePath
from typing import IO, Any, Final

from contentsite.declaration import TypeInfo
from contentsite.files.sniff import InvalidFile
from contentsite.files.store import store_file, store_image
from contentsite.schema.files import StoredFile, StoredImage
from contentsite.security.unfit import Unfit
from contentsite.sentence import _
from contentsite.tree.container import Container
from contentsite.tree.name import free_name, slug
from contentsite.tree.node import Node
from contentsite.web.request import Request

from .adding import made
from .places import addable_types, sentence

PICTURE: Final = "picture"
ATTACHMENT: Final = "attachment"
LONGEST: Final = 200


def upload(request: Request, folder: Container, stream: IO[bytes], filename: str) -> Node:
    """Add a file to a folder, named by its file name, and return its node.

    Raises Unfit where the folder takes nothing of the kind, and ValidationError where the type has rules
    against it.
    """
    types = addable_types(request, folder)
    info, field, stored = _taken(types, stream, filename)
    title = titled(stored.filename)
    node = made(request, info, {"title": title, field: stored})
    name = slug(title, unicode=request.settings.site.unicode_names)
    return folder.add(free_name(name, folder), node)


def titled(filename: str) -> str:
    """Return the title that a file name makes: without its ending, underscores and hyphens being spaces."""
    stem = PurePath(filename).stem or filename
    words = " ".join(stem.replace("_", " ").replace("-", " ").split()) or stem
    return (words[:1].upper() + words[1:])[:LONGEST]


def _taken(
    types: tuple[TypeInfo, ...], stream: IO[bytes], filename: str
) -> tuple[TypeInfo, str, StoredFile]:
    """Return the type, its field, and the stored file: a picture as one, where there is a type for that."""
    pictures, files = _holder(types, PICTURE), _holder(types, ATTACHMENT)
    reason = _("Nothing of this kind can be added here.")
    if pictures:
        try:
            stored: StoredImage = store_image(stream, filename)
        except InvalidFile as error:
            reason = sentence(error)
        else:
            return *pictures, stored
    if files:
        return *files, store_file(stream, filename)
    raise Unfit(reason)


def _holder(types: tuple[TypeInfo, ...], kind: str) -> tuple[TypeInfo, str] | None:
    """Return the type that is made to hold a file of a kind, and its field: no page, and with few other fields."""
    found: list[tuple[Any, ...]] = []
    for info in types:
        fields = info.cls.fields()
        name = next((name for name, spec in fields.items() if spec.kind == kind), "")
        if name and not info.navigable:
            found.append((len(fields), info.name, info, name))
    return min(found)[2:] if found else None
