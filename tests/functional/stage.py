"""A small site: one section, a page and a picture in it; and, beside it, what nobody may see."""

from __future__ import annotations

import io

from PIL import Image as Picture

from contentsite.files.store import store_image
from contentsite.schema.blocks import Block
from contentsite.schema.files import StoredImage
from contentsite.tree.root import Root
from contentsite.types.blocks import Callout, Cards, Download, Gallery, Hero, Prose, Quote
from contentsite.types.document import Document
from contentsite.types.file import File
from contentsite.types.folder import Folder
from contentsite.types.image import Image


def picture(width: int = 40, height: int = 30) -> StoredImage:
    """Make a small picture."""
    stream = io.BytesIO()
    Picture.new("RGB", (width, height), "teal").save(stream, "PNG")
    return store_image(stream, "teal.png")


def fill(site: Root) -> None:
    """Give a site a published section and, beside it, what is not public."""
    news = site.add("news", Folder(title="News"))
    news.publish()
    news.add("opened", Document(title="Opened", body="<p>Yes.</p>")).publish()
    news.add("teal", Image(title="Teal", alt="A field of teal", image=picture())).publish()
    news.add("draft", Document(title="Zanzibar"))
    hidden = site.add("hidden", Folder(title="Quagga"))
    hidden.add("child", Document(title="Okapi")).publish()
    hidden.add("eland", Image(title="Eland", image=picture())).publish()


def every_block(image: Image, folder: Folder, file: File, prose: str) -> tuple[Block, ...]:
    """Return a block of each kind, with all that it can show."""
    link = f"uid:{folder.uid}"
    return (
        Hero(headline="Head", lead="Lead", picture=image.uid, button="Go", leads_to=link),
        Hero(picture=image.uid, leads_to=link, second_leads_to=f"uid:{image.uid}"),
        Cards(pages=(folder.uid, image.uid)),
        Cards(heading="Latest", folder=folder.uid, more="All", tinted=True),
        Cards(folder=folder.uid, order="title"),
        Cards(heading="By type", of_type="NewsItem", tag="a", most=5),
        Prose(text=prose, columns=True),
        Prose(text=prose, tinted=True),
        Quote(words="Two\nlines", by="Somebody", source=link),
        Gallery(heading="Pictures", pictures=(image.uid,)),
        Callout(heading="Mind", text=prose, tone="warning"),
        Callout(text=prose),
        Download(file=file.uid, words="The plan"),
    )
