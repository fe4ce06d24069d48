"""What is changed of a published page is not seen before it is published."""

from __future__ import annotations

import pytest

from contentsite.schema.long import Kept
from contentsite.security.audit.log import log_of
from contentsite.security.audit.search import Wanted, search
from contentsite.versions.history import last_of, values_of, versions_of
from contentsite.versions.restore import restore
from contentsite.versions.version import DISCARDED, PUBLISHED, RESTORED
from contentsite.versions.working import (
    NothingChanged,
    as_edited,
    discard,
    edit,
    publish_changes,
)


@pytest.fixture
def page(kept):
    found = kept.page(body="<p>One.</p>")
    found.publish()
    kept.commit()
    return found


def test_a_draft_is_changed_itself(kept):
    draft = kept.page()
    assert edit(draft, {"title": "B"}, "shorter") == ("title",)
    kept.commit()
    assert (draft.title, draft._working) == ("B", None)
    assert last_of(draft).comment == "shorter"


def test_a_published_page_stays_until_it_is_published(kept, page):
    assert edit(page, {"title": "B"}, "why") == ("title",)
    kept.commit()
    assert (page.title, as_edited(page).title, page._working.values) == (
        "A page",
        "B",
        {"title": "B"},
    )
    assert (page._working.name, page._working.base) == ("ada", 1)
    assert kept.site.row(page.__name__).title == "A page"
    assert (last_of(page).comment, last_of(page).live) == ("why", 1)
    assert edit(page, {"body": "<p>Two.</p>"}) == ("body",)
    kept.commit()
    assert set(publish_changes(page)) == {"title", "body"}
    kept.commit()
    assert (page.title, page.body, page._working) == ("B", "<p>Two.</p>", None)
    assert kept.site.row(page.__name__).title == "B"
    assert (last_of(page).what, last_of(page).number, last_of(page).live) == (PUBLISHED, 4, 4)
    with pytest.raises(NothingChanged):
        publish_changes(page)


def test_what_is_as_it_was_is_no_change(kept, page):
    edit(page, {"title": "B"})
    kept.commit()
    assert edit(page, {"title": "A page"}) == ("title",)
    kept.commit()
    assert page._working is None
    assert edit(page, {"title": "A page"}) == ()


def test_discard(kept, page):
    edit(page, {"title": "B"})
    kept.commit()
    discard(page)
    kept.commit()
    assert (page.title, as_edited(page).title) == ("A page", "A page")
    assert last_of(page).what == DISCARDED
    assert values_of(page, 2)["title"] == "B", "what was discarded is not lost"
    with pytest.raises(NothingChanged):
        discard(page)


def test_restore_goes_into_the_working_copy(kept, page):
    edit(page, {"title": "B"})
    kept.commit()
    publish_changes(page)
    kept.commit()
    edit(page, {"title": "C"})
    kept.commit()
    assert restore(page, 1).names == ("title",)
    kept.commit()
    assert (page.title, as_edited(page).title) == ("B", "A page")
    assert (last_of(page).what, last_of(page).number) == (RESTORED, 5)
    assert values_of(page, 4)["title"] == "C"


def test_a_rule_is_asked_of_what_is_seen(kept, page):
    edit(page, {"title": "B"})
    kept.commit()
    with pytest.raises(ValueError, match="single line"):
        edit(page, {"title": "two\nlines"})
    assert page._working.values == {"title": "B"}


def test_taken_back_it_has_what_was_changed(kept, page):
    edit(page, {"title": "B"})
    kept.commit()
    page.retract()
    kept.commit()
    assert (page.title, page._working) == ("B", None)
    assert [each.number for each in versions_of(page)] == [2, 1]


def test_long_texts_are_shared_with_the_version(kept, page):
    text = "<p>" + "Words. " * 2_000 + "</p>"
    edit(page, {"body": text})
    kept.commit()
    held = page._working.stored["body"]
    assert isinstance(held, Kept)
    assert last_of(page).stored["body"] is held
    publish_changes(page)
    kept.commit()
    assert vars(page)["body"] is held
    assert last_of(page).stored["body"] is held


def test_a_stand_in_is_never_stored(kept, page):
    edit(page, {"title": "B"})
    kept.commit()
    seen = as_edited(page)
    assert (seen._p_jar, seen.uid, seen.__parent__) == (None, page.uid, kept.site)
    seen.title = "X"
    kept.commit()
    assert (page.title, page._working.values["title"]) == ("A page", "B")


def test_a_field_that_is_gone(kept, page):
    edit(page, {"title": "B"})
    page._working.stored = {**page._working.stored, "hall": "gone"}
    kept.commit()
    assert as_edited(page).title == "B"
    assert publish_changes(page) == ("title",)


def test_the_log_says_what_was_done(kept, page):
    edit(page, {"title": "B"})
    kept.commit()
    publish_changes(page)
    kept.commit()
    edit(page, {"title": "C"})
    kept.commit()
    discard(page)
    kept.commit()
    restore(page, 1)
    kept.commit()
    found = [
        (each.entry.action, each.entry.detail)
        for each in search((log_of(kept.site),), Wanted(node=page.uid), 99).found
    ]
    assert found[:5] == [
        ("restore", "version 1: title"),
        ("discard", "title"),
        ("edit", "working copy: title"),
        ("state", "published: title"),
        ("edit", "working copy: title"),
    ]
