"""The interface text: all of it is in the catalogues, and all of these are complete."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

import contentsite
from contentsite.messages import (
    DOMAIN,
    collected,
    compiled,
    for_scripts,
    languages,
    main,
    read,
    written,
)

PACKAGE = Path(contentsite.__file__).parent
LOCALE = PACKAGE / "locale"
LANGUAGES = list(languages(LOCALE))
EXAMPLE = Path(__file__).parent.parent / "examples" / "recipes" / "recipes"
RUN = "run: make messages"


@pytest.fixture(scope="module")
def found() -> Catalog:
    return collected(PACKAGE)


def forms(given: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def places(text: str) -> set[str]:
    return set(re.findall(r"\{\w*\}", text))


def wrong_places(message: Message) -> bool:
    """Tell whether a translation has other places than the text; a form for one may leave the number out."""
    wanted = places(forms(message.id)[-1])
    return any(
        places(each) not in (wanted, wanted - {"{number}"}) for each in forms(message.string)
    )


def test_the_template_is_up_to_date(found):
    assert (LOCALE / f"{DOMAIN}.pot").read_bytes() == written(found), RUN


def test_there_is_german():
    assert [each.parent.name for each in LANGUAGES] == ["de"]


@pytest.mark.parametrize("place", LANGUAGES, ids=lambda each: each.parent.name)
def test_a_language_is_complete(place, found):
    catalogue = read(place / f"{DOMAIN}.po")
    messages = {each.id: each for each in catalogue if each.id}
    assert [each.id for each in found if each.id and each.id not in messages] == [], RUN
    assert [each for each in messages if each not in {wanted.id for wanted in found}] == [], RUN
    assert not catalogue.obsolete
    assert [each.id for each in messages.values() if each.fuzzy] == []
    assert [each.id for each in messages.values() if not all(forms(each.string))] == []
    assert [each.id for each in messages.values() if wrong_places(each)] == []


@pytest.mark.parametrize("place", LANGUAGES, ids=lambda each: each.parent.name)
def test_what_is_read_at_run_time_is_made_of_it(place):
    catalogue = read(place / f"{DOMAIN}.po")
    assert (place / f"{DOMAIN}.mo").read_bytes() == compiled(catalogue), RUN
    assert (place / "scripts.json").read_bytes() == for_scripts(catalogue), RUN


def test_types_say_what_they_are_and_what_their_fields_are(found):
    texts = {each.id for each in found}
    assert {
        "News Item",
        "Something to download.",
        "Sign-in name",
        "Default page",
        "Gallery",
    } <= texts


def test_a_package_gets_its_catalogues_by_a_command(tmp_path):
    package = shutil.copytree(EXAMPLE, tmp_path / "recipes")
    shutil.rmtree(package / "locale")
    main([str(package), "fr"])
    place = package / "locale" / "fr" / "LC_MESSAGES"
    with (place / f"{DOMAIN}.po").open("rb") as stream:
        begun = read_po(stream, "fr")
    assert begun.get("Minutes of work").string == ""
    assert begun.get("How to cook something.") is not None
    assert begun.num_plurals > 1
    assert (place / f"{DOMAIN}.mo").is_file()
