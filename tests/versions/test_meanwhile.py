"""A script changes what visitors see while a working copy waits: both are kept, and people are told."""

from __future__ import annotations

import pytest

from contentsite.security.audit.recorder import quiet
from contentsite.versions.compare import since_begun
from contentsite.versions.history import last_of, values_of, versions_of
from contentsite.versions.version import FOUND, PUBLISHED, SAVED
from contentsite.versions.working import as_edited, discard, edit, publish_changes


@pytest.fixture
def page(kept):
    """A public page, the title of which was changed by people, and then title and tags by a script."""
    found = kept.page()
    found.publish()
    kept.commit()
    edit(found, {"title": "By people"})
    kept.commit()
    assert since_begun(found) == ()
    found.update({"title": "By a script", "tags": ("x",)})
    kept.commit("script")
    return found


def told(page):
    return [(each.name, each.before, each.after) for each in since_begun(page)]


def titles(page):
    return [values_of(page, each.number)["title"] for each in versions_of(page)]


def test_what_changed_meanwhile_is_told(kept, page):
    assert told(page) == [("title", "A page", "By a script"), ("tags", (), ("x",))]
    assert (as_edited(page).title, as_edited(page).tags) == ("By people", ("x",))
    edit(page, {"body": "<p>More.</p>"})
    kept.commit()
    assert [each[0] for each in told(page)] == ["title", "tags"]
    discard(page)
    assert told(page) == []


def test_the_working_copy_wins_and_both_are_versions(kept, page):
    assert last_of(page).what == SAVED
    publish_changes(page)
    kept.commit()
    assert (page.title, page.tags) == ("By people", ("x",))
    assert titles(page) == ["By people", "By a script", "By people", "By people", "A page"]
    (now, before, *_) = versions_of(page)
    assert (now.what, now.live) == (PUBLISHED, 5)
    assert (before.what, before.live, before.name) == (FOUND, 4, "")


def test_the_same_for_what_is_taken_back(kept, page):
    page.retract()
    kept.commit()
    assert (page.title, page._working) == ("By people", None)
    assert titles(page)[:2] == ["By people", "By a script"]
    page.update({"title": "Later"})
    kept.commit()
    assert [each.what for each in versions_of(page)][:2] == [SAVED, SAVED]


def test_a_change_of_what_the_copy_covers_makes_no_version_of_its_own(kept, page):
    number = last_of(page).number
    page.update({"title": "By the script again"})
    kept.commit()
    assert last_of(page).number == number


def test_an_import_is_told_as_well(kept, page):
    with quiet():
        page.update({"description": "Imported"})
    kept.commit()
    assert [each[0] for each in told(page)] == ["title", "description", "tags"]


def test_where_the_version_it_was_begun_from_is_not_kept_nothing_is_told(kept, page):
    del page._history[1]
    assert told(page) == []


def test_a_field_that_is_gone_or_new_is_no_change(kept, page):
    begun = page._history[1]
    begun._own = {**begun.stored, "hall": "The Old Granary"}
    del begun.stored["tags"]
    assert [each[0] for each in told(page)] == ["title"]
