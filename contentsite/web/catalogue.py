"""Interface text in one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup, escape
from pydantic_core import from_json
from pyramid.i18n import make_localizer
from pyramid.interfaces import ITranslationDirectories

from contentsite.sentence import Sentence, ended

CATALOGUES: Final = "contentsite.catalogues"
DOMAIN: Final = "contentsite"
KEPT: Final = 4000
"""So many texts are kept: what is to be translated may be anything, such as a title."""


class Catalogue(dict[str, str]):
    """Maps interface text to its translation: a plain look-up after the first time."""

    def __init__(self, localizer: Any, files: Iterable[Path] = ()) -> None:
        """Take what translates, and the files with what scripts say."""
        super().__init__()
        self._localizer, self._files = localizer, tuple(files)

    def __missing__(self, text: str) -> str:
        found = str(self._localizer.translate(text, domain=DOMAIN)) if text else text
        if len(self) < KEPT:
            self[text] = found
        return found

    def translate(self, text: str) -> str:
        """Return a text in this language; of a sentence, with its values in their places."""
        if not isinstance(text, Sentence):
            return self[text]
        found = self._form(text.text, text.plural, text.number) if text.plural else self[text.text]
        said = found.format_map(self._each(text.values))
        return ended(said) if text.is_whole else said

    def html(self, text: str, values: Mapping[str, Any]) -> Markup:
        """Return a text in this language as HTML: values are escaped, but for those that are HTML themselves."""
        return escape(self[text]).format(**self._each(values))

    def html_form(self, one: str, many: str, number: int, values: Mapping[str, Any]) -> Markup:
        """Return the form of a sentence that goes with a number, as HTML."""
        found = escape(self._form(one, many, number))
        return found.format(**{"number": number, **self._each(values)})

    @cached_property
    def scripts(self) -> Mapping[str, Any]:
        """What scripts say in this language: a translation, or its forms, by the English text."""
        return {
            text: said
            for file in self._files
            for text, said in from_json(file.read_bytes()).items()
            if said
        }

    def _form(self, one: str, many: str, number: int) -> str:
        return str(self._localizer.pluralize(one, many, number, domain=DOMAIN))

    def _each(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Translate the values that are sentences themselves."""
        return {
            name: self.translate(value) if isinstance(value, Sentence) else value
            for name, value in values.items()
        }


def catalogue_of(registry: Any, language: str) -> Catalogue:
    """Return the texts in a language (BCP 47): read when first asked for, English where there are none."""
    known: dict[str, Catalogue] = registry.setdefault(CATALOGUES, {})
    if language not in known:
        name, folders = language.replace("-", "_"), translation_folders(registry)
        files = (folder / name / "LC_MESSAGES" / "scripts.json" for folder in folders)
        localizer = make_localizer(name, [str(folder) for folder in folders])
        known[language] = Catalogue(localizer, (file for file in files if file.is_file()))
    return known[language]


def translation_folders(registry: Any) -> list[Path]:
    """Return the folders that have catalogues."""
    return [Path(each) for each in registry.queryUtility(ITranslationDirectories, default=())]
