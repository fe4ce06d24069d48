"""A small site: one section, a page and a picture in it; and, beside it, what nobody may see."""

from __future__ import annotations

import io

from PIL import Image as Picture

from contentsite.files.store import store_image
from contentsite.schema.files import StoredImage
from contentsite.tree.root import Root
from contentsite.types.document import Document
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
