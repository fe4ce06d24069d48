"""Which language interface text is in: that of the page for visitors, their own for those who work on the site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from pyramid.config import Configurator

from contentsite.sentence import _
from contentsite.tree.node import language_of

from .catalogue import DOMAIN, catalogue_of, translation_folders

ENGLISH: Final = "en"
"""What all text is written in."""
LANGUAGES: Final = "contentsite.languages"
RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur", "yi", "ps", "sd", "ug", "dv", "ckb"})
FOLDER: Final = "contentsite:locale"


def languages_of(registry: Any) -> tuple[str, ...]:
    """Return the languages (BCP 47) that there are catalogues for, English first."""
    if LANGUAGES not in registry:
        found = {name for folder in translation_folders(registry) for name in _in(folder)}
        registry[LANGUAGES] = (ENGLISH, *sorted(found - {ENGLISH}))
    known: tuple[str, ...] = registry[LANGUAGES]
    return known


def _in(folder: Path) -> Iterator[str]:
    for file in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"):
        yield file.parent.parent.name.replace("_", "-")


def nearest(registry: Any, language: str) -> str:
    """Return the language of a catalogue that serves for a language, such as de for de-AT; "" for none."""
    known = {each.lower(): each for each in languages_of(registry)}
    parts = language.lower().split("-")
    steps = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((known[each] for each in steps if each in known), "")


def for_page(registry: Any, language: str, site: str) -> str:
    """Return the language of the interface text of a page: the page's own, else the site's, else English."""
    return nearest(registry, language) or nearest(registry, site) or ENGLISH


def for_person(request: Any) -> str:
    """Return the language of somebody who works on the site: his setting, else his browser's, else the site's."""
    chosen = nearest(request.registry, request.who.language)
    if chosen:
        return chosen
    own = language_of(request.site, request.settings.site.language)
    site = for_page(request.registry, own, request.settings.site.language)
    # quality 0 for none: a browser that names no language that there is gets the site's
    wanted = request.accept_language
    return str(wanted.lookup(languages_of(request.registry), default=site)) if wanted else site


def for_browser(request: Any) -> str:
    """Return the language that a browser asks for, else the site's, else English: without asking a database."""
    site = nearest(request.registry, request.settings.site.language) or ENGLISH
    wanted = request.accept_language
    return str(wanted.lookup(languages_of(request.registry), default=site)) if wanted else site


def in_own_language(view: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Decorate a view that is drawn for the one who asks, in the language that he reads."""

    def spoken(context: Any, request: Any) -> Any:
        request.speak(for_person(request))
        return view(context, request)

    return spoken


def direction(language: str) -> str:
    """Return in which direction a language (BCP 47) is written, as the attribute `dir` names it."""
    return "rtl" if language.partition("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


def own_name(registry: Any, language: str) -> str:
    """Return what a language is called in itself, as its catalogue says it."""
    # translators: the name of your language, in your language
    name = _("English")
    return catalogue_of(registry, language)[name]


def includeme(config: Configurator) -> None:
    """Read the product's catalogues; a plug-in adds a folder of its own by the same directive."""
    config.add_translation_dirs(FOLDER)
