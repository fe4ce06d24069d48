"""Faults of versions and working copies are named, and those that can be derived are mended."""

from __future__ import annotations

import pytest

from contentsite.tree.trashing import trash
from contentsite.versions.check import check_versions
from contentsite.versions.history import last_of, values_of, versions_of
from contentsite.versions.repair import repair_versions
from contentsite.versions.working import edit

NOBODY = "0" * 32
LONG = "<p>" + "A sentence of some words. " * 300 + "</p>"


@pytest.fixture
def page(kept):
    """A published page with three versions; of the long text there are two."""
    found = kept.page(body=LONG)
    found.publish()
    kept.commit()
    edit(found, {"title": "B"})
    kept.commit()
    edit(found, {"body": LONG + "<p>More.</p>"})
    kept.commit()
    return found


def faults(kept):
    kept.commit()
    return [(fault.path, fault.problem) for fault in check_versions(kept.site)]


def mended(kept):
    found = [(fault.path, fault.problem) for fault in repair_versions(kept.site)]
    assert faults(kept) == []
    assert list(repair_versions(kept.site)) == []
    return found


def lose(kept, stored):
    """Let the record of an object be missing."""
    kept.commit()
    del stored._p_jar.db().storage._index[stored._p_oid]
    kept.site._p_jar.cacheMinimize()


def test_what_is_whole(kept, page):
    assert faults(kept) == []
    kept.page()
    assert list(repair_versions(kept.site)) == []


def test_numbers(kept, page):
    page._history[2].number = 7
    page._history[3].live = 9
    assert faults(kept) == [
        ("/page0", "version 2 calls itself version 7"),
        ("/page0", "version 3 says that version 9 was the published one"),
    ]
    mended(kept)
    assert [each.number for each in versions_of(page)] == [3, 2, 1]
    assert last_of(page).live == 0


def test_a_version_that_is_missing(kept, page):
    lose(kept, page._history[2])
    assert faults(kept) == [("/page0", "version 2 cannot be read: a record is missing")]
    assert mended(kept) == [("/page0", "version 2, which could not be read, was taken out")]
    assert [each.number for each in versions_of(page)] == [3, 1]
    assert values_of(page, 3)["title"] == "B"


def test_a_text_that_is_missing(kept, page):
    lose(kept, page._history[1].stored["body"])
    found = dict.fromkeys(problem for _path, problem in faults(kept))
    assert [*found] == [
        "version 1 cannot be read: a record is missing",
        "version 2 cannot be read: a record is missing",
    ]


def test_what_is_no_version(kept, page):
    page._history[2] = "a text"
    assert faults(kept) == [("/page0", "version 2 cannot be read: a record is missing")]
    mended(kept)


def test_a_tree_of_versions_that_is_damaged(kept, page):
    for number in range(60):
        edit(page, {"title": f"{number}"})
        kept.commit()
    bucket = page._history._firstbucket
    bucket.clear()
    bucket._p_changed = True
    assert "the BTree of its versions is damaged" in faults(kept)[0][1]


def test_a_part_of_the_tree_of_versions_that_is_missing(kept, page):
    for number in range(60):
        edit(page, {"title": f"{number}"})
        kept.commit()
    lose(kept, page._history._firstbucket._next)
    assert any("is missing" in problem for _path, problem in faults(kept))
    assert list(repair_versions(kept.site)) == [], "that is left to people"


def test_a_history_with_nothing_in_it(kept, page):
    page._history.clear()
    assert faults(kept) == [
        ("/page0", "its history is empty"),
        ("/page0", "it has unpublished changes, but no version"),
    ]
    assert [problem for _path, problem in mended(kept)] == [
        "its history, which was empty, was taken out",
        "a version was made of what it is like",
    ]
    assert values_of(page, 1)["title"] == "B"


def test_changes_of_a_version_that_is_not_there(kept, page):
    page._working.base = 9
    assert faults(kept) == [("/page0", "its changes were begun from version 9, which there is not")]
    assert "forgotten" in mended(kept)[0][1]


def test_changes_of_what_is_not_published(kept, page):
    page.state = "draft"
    assert faults(kept) == [("/page0", "it has unpublished changes although it is not published")]
    assert mended(kept) == [("/page0", "its changes became its values, since it is not published")]
    assert (page.title, page._working) == ("B", None)


def test_changes_that_cannot_be_published(kept, page):
    stored = {"title": "two\nlines", "related": (NOBODY,), "tags": 5, "gone": object}
    page._working.stored = stored
    assert faults(kept) == [
        ("/page0", "unpublished title: Value error, must be a single line"),
        ("/page0", f"unpublished related: refers to {NOBODY}, which does not exist"),
        ("/page0", "unpublished tags: Input should be a valid tuple"),
    ]
    assert list(repair_versions(kept.site)) == []
    page.state = "draft"
    list(repair_versions(kept.site))
    assert page._working is not None, "what no field takes is left to people"


def test_what_is_in_the_trash(kept, page):
    trash(page)
    page._history[2].number = 7
    assert faults(kept) == [
        ("in the trash, once /page0: /", "version 2 calls itself version 7"),
    ]
    mended(kept)
