"""A plug-in with a language of ⟦brackets⟧: what stands outside of them on a page is in no catalogue."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

import contentsite
from contentsite.messages import DOMAIN, compiled

LANGUAGE: Final = "qps"
_TEMPLATE: Final = Path(contentsite.__file__).parent / "locale" / f"{DOMAIN}.pot"
_INSIDE: Final = re.compile(r"⟦[^⟦⟧]*⟧")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_SHOWN: Final = ("title", "alt", "aria-label", "placeholder", "aria-description", "data-title")
_SILENT: Final = {"script", "style", "code", "template", "time"}


def bracketed(text: str) -> str:
    """Return a text as this language says it."""
    return f"⟦{text}⟧"


def outside(page: Any) -> set[str]:
    """Return the words of an HTML page that stand in no brackets; what says its own language is left out."""
    for each in [*page.find_all(_SILENT), *page.select("body [lang], #f-time_zone option")]:
        each.extract()
    texts = [page.get_text()]
    texts += [each[name] for name in _SHOWN for each in page.find_all(attrs={name: True})]
    return {word for text in texts for word in _WORD.findall(_bare(text))}


def _bare(text: str) -> str:
    while (found := _INSIDE.sub(" ", text)) != text:
        text = found
    return text


def _catalogue() -> str:
    folder = Path(mkdtemp(prefix="contentsite-words-"))
    said = Catalog(LANGUAGE, DOMAIN, fuzzy=False)
    said.mime_headers = [("Plural-Forms", "nplurals=2; plural=(n != 1);")]
    with _TEMPLATE.open("rb") as stream:
        for message in read_po(stream):
            if message.id:
                is_one = isinstance(message.id, str)
                string = bracketed(message.id) if is_one else tuple(map(bracketed, message.id))
                said.add(message.id, string)
    place = folder / LANGUAGE / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / f"{DOMAIN}.mo").write_bytes(compiled(said))
    return str(folder)


def includeme(config: Any) -> None:
    """Add the language."""
    config.add_translation_dirs(_catalogue())
