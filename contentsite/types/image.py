"""Image: a picture to look at and to use in pages."""

from __future__ import annotations

from contentsite.declaration import content
from contentsite.schema.fields import LongText, Picture, Text
from contentsite.tree.node import Node


@content(icon="image", navigable=False, schema_org="ImageObject", workflow="immediate")
class Image(Node):
    """A picture to look at and to use in pages."""

    description: LongText = ""
    alt: Text = ""
    """What the picture shows, for those who do not see it; empty where it only decorates."""
    caption: Text = ""
    licence: Text = ""
    """Who made it, and under which terms it may be used."""
    image: Picture = None
