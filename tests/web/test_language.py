from __future__ import annotations

from types import SimpleNamespace

import pytest
from pyramid import testing
from webob.acceptparse import create_accept_language_header

from contentsite.sentence import _, ngettext, whole
from contentsite.types.site import Site
from contentsite.web.catalogue import KEPT, catalogue_of
from contentsite.web.language import (
    direction,
    for_page,
    for_person,
    languages_of,
    nearest,
    own_name,
)


@pytest.fixture
def registry():
    with testing.testConfig() as config:
        config.include("contentsite.web.language")
        yield config.registry


def test_languages(registry):
    assert languages_of(registry) == ("en", "de")
    assert [own_name(registry, each) for each in languages_of(registry)] == ["English", "Deutsch"]
    assert [nearest(registry, each) for each in ("de", "DE-at", "el", "")] == ["de", "de", "", ""]


@pytest.mark.parametrize(
    ("page", "site", "shown"),
    [("de-AT", "en", "de"), ("el", "de", "de"), ("el", "el", "en"), ("en-GB", "de", "en")],
)
def test_text_of_a_page_is_in_its_language(registry, page, site, shown):
    assert for_page(registry, page, site) == shown


@pytest.mark.parametrize(
    ("setting", "browser", "site", "shown"),
    [
        ("de", "en", "en", "de"),
        ("", "de-DE,de;q=0.9,en;q=0.8", "en", "de"),
        ("", "fr, de;q=0.5", "en", "de"),
        ("", "fr", "de", "de"),
        ("", "", "de", "de"),
        ("", "", "el", "en"),
        ("el", "de", "en", "de"),
        ("", "nonsense;;q", "de", "de"),
    ],
)
def test_who_works_reads_his_own_language(registry, setting, browser, site, shown):
    request = SimpleNamespace(
        registry=registry,
        who=SimpleNamespace(language=setting),
        settings=SimpleNamespace(site=SimpleNamespace(language=site)),
        site=Site(title="S"),
        accept_language=create_accept_language_header(browser or None),
    )
    assert for_person(request) == shown


def test_direction():
    assert [direction(each) for each in ("de", "he-IL", "ar")] == ["ltr", "rtl", "rtl"]


def test_sentences_are_said_in_another_language(registry):
    german = catalogue_of(registry, "de")
    assert german.translate("Draft") == "Entwurf"
    assert german.translate("") == ""
    assert german.translate(_("It was at {place}.", place="/a")) == "Die Adresse war /a."
    said = (
        ngettext("one member", "{number} members", 1),
        ngettext("one member", "{number} members", 2),
    )
    assert [german.translate(each) for each in said] == ["ein Mitglied", "2 Mitglieder"]
    nested = _(
        "{name}: {reason}.", name="a.png", reason=_("has too many tags: at most {most}", most=2)
    )
    assert german.translate(nested) == "a.png: hat zu viele Elemente: höchstens 2."
    assert german.translate(whole(_("must be one of: {values}", values="a, b"))) == (
        "Muss eines davon sein: a, b."
    )
    assert german.translate("What no catalogue has") == "What no catalogue has"
    assert german.translate(whole("what no {catalogue} has")) == "What no {catalogue} has."


def test_values_are_escaped_in_html(registry):
    german = catalogue_of(registry, "de")
    assert german.html("It was at {place}.", {"place": "<b>"}) == "Die Adresse war &lt;b&gt;."
    assert german.html_form("one member", "{number} members", 3, {}) == "3 Mitglieder"


def test_a_catalogue_keeps_no_more_than_there_can_be(registry):
    german = catalogue_of(registry, "de")
    for number in range(KEPT + 10):
        german.translate(f"a title {number}")
    assert len(german) == KEPT
    assert german.translate("Draft") == "Entwurf"


def test_scripts_get_their_texts(registry):
    assert catalogue_of(registry, "de").scripts["Undo"] == "Rückgängig"
    assert not catalogue_of(registry, "en").scripts
