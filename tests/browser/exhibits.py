"""One page of each kind, with all of its fields filled; and the same with what attackers would write."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from PIL import Image as Picture

from contentsite.files.store import store_file, store_image
from contentsite.schema.files import StoredFile, StoredImage
from contentsite.schema.spec import FieldSpec
from contentsite.tree.node import Node
from contentsite.tree.root import Root
from contentsite.types.document import Document
from contentsite.types.event import Event
from contentsite.types.file import File
from contentsite.types.folder import Folder
from contentsite.types.image import Image
from contentsite.types.link import Link
from contentsite.types.news_item import NewsItem

TYPES: Final = (Document, NewsItem, Event, File, Image, Link, Folder)
LAYOUTS: Final = ("cards", "list", "table", "gallery")

ATTACK: Final = (
    "\"'><img src=x onerror=alert(1)><script>alert(2)</script><svg onload=alert(3)>"
    "</title></script><!--{{7*7}}${7*7}{0.__class__}{% raise %}<a href=javascript:alert(4)>"
)
PROSE: Final = (
    "<h2>First</h2><p>Words with a <a href='/'>link</a>.</p><h2>Second</h2><table><tr><th>A</th></tr>"
    "<tr><td>1</td></tr></table><h2>Third</h2><ul><li>One</li></ul><pre>" + "wide " * 60 + "</pre>"
)
VALUES: Final = {
    "href": "https://example.org/?q=%22%3E%3Cimg%3E",
    "datetime": datetime(2026, 11, 1, 19, 30, tzinfo=UTC),
    "date": date(2026, 11, 1),
    "bool": True,
    "int": 7,
    "float": 1.5,
    "decimal": Decimal("1.50"),
}


def picture(name: str = "teal.png") -> StoredImage:
    """Make a picture."""
    stream = io.BytesIO()
    Picture.new("RGB", (640, 400), "teal").save(stream, "PNG")
    return store_image(stream, name)


def file(name: str = "words.txt") -> StoredFile:
    """Make a file."""
    return store_file(io.BytesIO(b"words\n"), name)


def exhibit(site: Root) -> None:
    """Add a folder of each layout with one page of each kind in it; and one of attacks."""
    show = Folder(title="Exhibits", description="One of each.")
    site.add("exhibits", show).publish()
    for layout in LAYOUTS:
        part = Folder(title=f"As {layout}", layout=layout, body="<p>Words above.</p>")
        show.add(layout, part).publish()
        for number in range(4):
            _fill(part, number, "words", "Some words that say what it is")
    attacks = Folder(title=ATTACK[:480], layout="table")
    site.add("attacks", attacks).publish()
    _fill(attacks, 0, "attack", ATTACK)
    attacks.update({"body": ATTACK, "description": ATTACK, "tags": ("<b>", '"')})


def _fill(folder: Folder, number: int, word: str, text: str) -> None:
    """Add one node of each type, each of its fields filled."""
    uid = folder.add(f"picture-{number}", Image(title=text[:400], alt=text[:400], image=picture()))
    uid.publish()
    for cls in TYPES:
        node = cls(title=f"{text} {number}"[:480])
        node.update(
            {
                name: value
                for name, spec in cls.fields().items()
                if name != "title" and (value := _value(spec, text, uid)) is not None
            }
        )
        node.creator = text
        folder.add(f"{cls.__name__.lower()}-{number}", node).publish()


def _value(spec: FieldSpec, text: str, other: Node) -> Any:
    """Return something for a field, by its kind."""
    if spec.kind == "reference":
        return other.uid if spec.name != "default_page" else None
    if spec.kind == "picture":
        return picture(f"{text[:60]}.png")
    if spec.kind == "attachment":
        return file(f"{text[:60]}.txt")
    words = {
        "text": text[:480],
        "long_text": text,
        "rich_text": PROSE + f"<p>{text}</p>",
        "markdown": text,
        "tags": (text[:90], "plain"),
        "references": (other.uid,),
    }
    return words.get(spec.kind, VALUES.get(spec.kind))
