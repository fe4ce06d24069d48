"""Drafts of forms: one a person and form, found by nobody else, within limits, gone when they are old."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from contentsite.editing.drafts import (
    Overtaken,
    Place,
    Sent,
    TooLarge,
    TooMany,
    draft_of,
    drafts_by,
    drop,
    keep,
    of_form,
    sweep,
)
from contentsite.security.principal import Who
from contentsite.settings import DraftSettings, SecuritySettings, Settings

NOW = datetime(2026, 11, 30, 12, 4, tzinfo=UTC)
ADA, BEN = (Who(uid * 32, uid, uid, frozenset()) for uid in "ab")
PAGE, NEW = Place("c" * 32), Place("c" * 32, "Document")
LIMITS = DraftSettings(size=100, most=2)


def sent(text: str = "Words", tab: str = "one", seen: str = "") -> Sent:
    return Sent((("f-title", text),), "title=0", tab, seen)


def titles(work: dict[str, object], who: Who) -> dict[Place, str]:
    return {place: draft.title for place, draft in drafts_by(work, who)}


def test_each_form_of_each_person_has_one() -> None:
    work: dict[str, object] = {}
    for who in (ADA, BEN):
        for place in (PAGE, NEW):
            keep(work, who, place, sent(f"{who.name} {place.type}"), NOW, LIMITS)
    keep(work, ADA, PAGE, sent("Later"), NOW, LIMITS)
    assert titles(work, ADA) == {PAGE: "Later", NEW: "a Document"}
    assert titles(work, BEN) == {PAGE: "b ", NEW: "b Document"}
    assert drop(work, ADA, PAGE)
    assert not drop(work, ADA, PAGE)
    assert draft_of(work, ADA, PAGE) is None
    found = draft_of(work, BEN, PAGE)
    assert found is not None
    assert (found.pairs, found.marks, found.moment) == ((("f-title", "b "),), "title=0", NOW)


def test_what_is_too_much_is_refused_and_changes_nothing() -> None:
    work: dict[str, object] = {}
    keep(work, ADA, PAGE, sent("x"), NOW, LIMITS)
    with pytest.raises(TooLarge):
        keep(work, ADA, PAGE, sent("ü" * 60), NOW, LIMITS)
    with pytest.raises(TooLarge):
        keep(work, ADA, PAGE, Sent((("f-a", ""),) * 2_001, "", "", ""), NOW, DraftSettings())
    keep(work, ADA, NEW, sent("y"), NOW, LIMITS)
    with pytest.raises(TooMany):
        keep(work, ADA, Place("d" * 32), sent("z"), NOW, LIMITS)
    keep(work, BEN, Place("d" * 32), sent("z"), NOW, LIMITS)
    assert titles(work, ADA) == {PAGE: "x", NEW: "y"}


def test_a_tab_that_knows_less_replaces_nothing() -> None:
    work: dict[str, object] = {}
    first = keep(work, ADA, PAGE, sent("First"), NOW, LIMITS)
    known = first.moment.isoformat()
    keep(work, ADA, PAGE, sent("Second", "two", known), NOW + timedelta(seconds=1), LIMITS)
    with pytest.raises(Overtaken):
        keep(work, ADA, PAGE, sent("Third", "one", known), NOW + timedelta(seconds=2), LIMITS)
    # the tab itself never stands in its own way
    keep(work, ADA, PAGE, sent("Fourth", "two"), NOW + timedelta(seconds=3), LIMITS)
    assert titles(work, ADA) == {PAGE: "Fourth"}


def test_old_ones_are_forgotten() -> None:
    work: dict[str, object] = {}
    keep(work, ADA, PAGE, sent(), NOW - timedelta(days=31), LIMITS)
    keep(work, ADA, NEW, sent(), NOW - timedelta(days=29), LIMITS)
    settings = Settings(security=SecuritySettings(secret="x" * 32))
    assert sweep(work, NOW, settings) == 1
    assert list(titles(work, ADA)) == [NEW]


def test_what_is_no_text_of_a_form_is_not_kept() -> None:
    given = [
        ("f-title", "T"),
        ("f-image", object()),
        ("csrf_token", "x"),
        ("new-name", "t"),
        ("choose-title", "mine"),
        ("transition", "publish"),
        ("f-body", "\ud800 half a sign"),
    ]
    pairs = of_form(given)
    assert [name for name, _text in pairs] == ["f-title", "new-name", "choose-title", "f-body"]
    work: dict[str, object] = {}
    assert keep(work, ADA, PAGE, Sent(pairs, "", "", ""), NOW, LIMITS).pairs == pairs
