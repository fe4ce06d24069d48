"""A plug-in with a type of its own, whose body is Markdown."""

from typing import Annotated

from contentsite import Container, Document, Field, Href, Markdown, Node, Reference, content


@content
class Recipe(Node):
    """How to cook something."""

    body: Markdown = ""
    hero: Reference = None
    source: Annotated[Href, Field(label="From")] = ""
    portions: int = 1


@content
class Volume(Container):
    """A type of one's own that holds pages."""

    body: Markdown = ""


@content
class Story(Document):
    """A type of one's own with an ordinary body."""
