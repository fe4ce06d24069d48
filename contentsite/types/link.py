"""Link: an entry that leads elsewhere."""

from __future__ import annotations

from contentsite.declaration import content
from contentsite.schema.fields import Href, LongText
from contentsite.tree.node import Node


@content(icon="link")
class Link(Node):
    """An entry in a folder that leads elsewhere."""

    description: LongText = ""
    """A sentence or two about what is there."""
    target: Href = ""
