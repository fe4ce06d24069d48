"""A small site in two languages and three scripts, about which there are questions with known answers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from contentsite.tree.container import Container
from contentsite.types.document import Document
from contentsite.types.event import Event
from contentsite.types.folder import Folder
from contentsite.types.news_item import NewsItem

ENGLISH = {
    "bread": (
        "How to bake bread",
        "Flour, water, salt and time.",
        "<p>Let the dough rest overnight.</p>",
    ),
    "oven": ("The village oven", "", "<p>On Saturdays bread is baked in the <b>old</b> oven.</p>"),
    "mill": (
        "The water mill",
        "It grinds again.",
        "<p>The wheel turns, the mill grinds <i>flo</i>ur.</p>",
    ),
    "cafe": (
        "Café by the mill",
        "Coffee and naïve art.",
        "<p>Open daily.</p><p>Cake on Sundays.</p>",
    ),
    "report": (
        "Annual report",
        "",
        "<p>We support the mill.</p><ul><li>new</li><li>stones</li></ul>",
    ),
    "tags": ("Sourdough", "", "<p>Feed it &amp; keep it warm: 1 &lt; 2.</p>"),
}
GERMAN = {
    "brot": (
        "Brot backen",
        "Mehl, Wasser, Salz und Zeit.",
        "<p>Den Teig über Nacht gehen lassen.</p>",
    ),
    "tuer": ("Die Haustür", "", "<p>Der Haustürschlüssel liegt unter der Fußmatte.</p>"),
    "schloss": ("Das Schloß", "Ein Schlüssel für alle.", "<p>Größe und Maße.</p>"),
    "muehle": ("Wassermühle", "", "<p>Die Mühlräder drehen sich. Öffnungszeiten: täglich.</p>"),
}
OTHERS = {
    "tokyo": ("東京都の歴史", "", "<p>東京は日本の首都です。京都は古い都です。</p>"),
    "moscow": ("Москва", "", "<p>Ещё одна мельница стоит у реки.</p>"),
    "bangkok": ("กรุงเทพมหานคร", "", "<p>ขนมปังและกาแฟ</p>"),
}


def plant(site: Any) -> None:
    """Make the site."""
    for name, language, texts in (("en", "en", ENGLISH), ("de", "de", GERMAN), ("xx", "", OTHERS)):
        folder = site.add(name, Folder(title=name.upper()))
        folder.language = language
        folder.publish()
        for each, (title, description, body) in texts.items():
            page = folder.add(each, Document(title=title, description=description, body=body))
            page.publish()
    en: Container = site["en"]
    en["bread"].update({"tags": ("baking", "Recipes")})
    en["tags"].update({"tags": ("baking",)})
    news = en.add("news", Folder(title="News"))
    news.publish()
    for year, title in ((2024, "Stones bought"), (2025, "Mill mended"), (2026, "Mill opened")):
        item = news.add(f"n{year}", NewsItem(title=title, date=datetime(year, 5, 1, tzinfo=UTC)))
        item.publish()
    fair = en.add(
        "fair", Event(title="Bread fair", place="Green", starts=datetime(2026, 9, 1, tzinfo=UTC))
    )
    fair.publish()
    en.add("draft", Document(title="Unfinished bread"))
