"""File: something to download."""

from __future__ import annotations

from contentsite.declaration import content
from contentsite.schema.fields import Attachment, LongText
from contentsite.tree.node import Node


@content(icon="file", navigable=False, workflow="immediate")
class File(Node):
    """Something to download."""

    description: LongText = ""
    """A sentence or two about what is in it."""
    file: Attachment = None
