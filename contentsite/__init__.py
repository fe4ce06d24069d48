"""What a plug-in needs, in one place. Modules of the product import from where things are instead."""

from contentsite.api.endpoint import endpoint
from contentsite.blocks import block
from contentsite.declaration import content, page_view
from contentsite.schema.blocks import Block, Blocks
from contentsite.schema.errors import DeclarationError
from contentsite.schema.fields import (
    Attachment,
    Choice,
    DateTime,
    Field,
    Href,
    Indexed,
    Kind,
    Listed,
    LongText,
    Markdown,
    Of,
    Picture,
    Reference,
    References,
    RichText,
    Tags,
    Text,
    TypeName,
)
from contentsite.schema.typed import rule
from contentsite.sentence import _, ngettext
from contentsite.settings import Part
from contentsite.tree.container import Container
from contentsite.tree.copy import copy
from contentsite.tree.events import (
    Added,
    Changed,
    Moved,
    Purged,
    Removed,
    Reordered,
    Restored,
    SiteMade,
    Trashed,
    subscribe,
)
from contentsite.tree.move import move, remove, rename
from contentsite.tree.node import Node
from contentsite.tree.root import Root
from contentsite.tree.trashing import NoPlace, purge, restore, trash
from contentsite.tree.walk import walk
from contentsite.types.document import Document
from contentsite.types.event import Event
from contentsite.types.file import File
from contentsite.types.folder import Folder
from contentsite.types.image import Image
from contentsite.types.link import Link
from contentsite.types.news_item import NewsItem
from contentsite.types.site import Site
from contentsite.web.request import Request
from contentsite.workflow.workflow import State, Transition, Workflow

__all__ = [
    "Added",
    "Attachment",
    "Block",
    "Blocks",
    "Changed",
    "Choice",
    "Container",
    "DateTime",
    "DeclarationError",
    "Document",
    "Event",
    "Field",
    "File",
    "Folder",
    "Href",
    "Image",
    "Indexed",
    "Kind",
    "Link",
    "Listed",
    "LongText",
    "Markdown",
    "Moved",
    "NewsItem",
    "NoPlace",
    "Node",
    "Of",
    "Part",
    "Picture",
    "Purged",
    "Reference",
    "References",
    "Removed",
    "Reordered",
    "Request",
    "Restored",
    "RichText",
    "Root",
    "Site",
    "SiteMade",
    "State",
    "Tags",
    "Text",
    "Transition",
    "Trashed",
    "TypeName",
    "Workflow",
    "_",
    "block",
    "content",
    "copy",
    "endpoint",
    "move",
    "ngettext",
    "page_view",
    "purge",
    "remove",
    "rename",
    "restore",
    "rule",
    "subscribe",
    "trash",
    "walk",
]
