"""Each save is a version, which holds what there was whatever became of the node."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from contentsite.schema.long import Kept
from contentsite.security.audit.recorder import quiet
from contentsite.tree.copy import copy
from contentsite.versions.history import NoVersion, last_of, values_of, version_of, versions_of
from contentsite.versions.restore import restore
from contentsite.versions.version import BEGUN, FOUND, PUBLISHED, RESTORED, SAVED, Version

LONG = "<p>" + "A sentence of some words. " * 2_000 + "</p>"


def told(node):
    return [(each.number, each.what, each.changed) for each in versions_of(node)]


def test_a_node_that_was_never_changed_stores_none(kept):
    page = kept.page()
    assert told(page) == [(1, BEGUN, ())]
    assert page._history is None
    assert values_of(page, 1)["title"] == "A page"
    assert list(versions_of(page, 1)) == []


def test_each_save_is_one(kept):
    page = kept.page()
    page.update({"title": "B", "tags": ("x",)})
    kept.commit("ben")
    page.update({"title": "C"})
    kept.commit()
    page.update({"title": "C"})
    kept.commit()
    assert told(page) == [(3, SAVED, ("title",)), (2, SAVED, ("title", "tags")), (1, BEGUN, ())]
    assert [values_of(page, n)["title"] for n in (1, 2, 3)] == ["A page", "B", "C"]
    assert [each.name for each in versions_of(page)] == ["ben", "ada", ""]
    assert version_of(page, 3).author == "uid-ben"
    assert [each.number for each in versions_of(page, 3)] == [2, 1]


def test_saves_of_one_transaction_are_one(kept):
    page = kept.page()
    page.update({"title": "B"})
    page.update({"title": "C", "tags": ("x",)})
    kept.commit()
    assert told(page) == [(2, SAVED, ("title", "tags")), (1, BEGUN, ())]
    assert values_of(page, 2)["title"] == "C"


def test_a_refused_value_makes_none(kept):
    page = kept.page()
    with pytest.raises(ValueError, match="title"):
        page.update({"title": "two\nlines"})
    assert page._history is None


def test_a_version_that_is_not_there(kept):
    page = kept.page()
    for number in (0, 2, -1, 10**12):
        with pytest.raises(NoVersion, match="there is no version"):
            version_of(page, number)
    page.update({"title": "B"})
    kept.commit()
    for number in (0, 3, -1, 10**12):
        with pytest.raises(NoVersion):
            version_of(page, number)


def test_a_long_text_is_shared(kept):
    page = kept.page(body=LONG, description="d" * 300)
    for title in "BCD":
        page.update({"title": title})
        kept.commit()
    bodies = {id(version_of(page, n).stored["body"]) for n in (1, 2, 3, 4)}
    assert bodies == {id(vars(page)["body"])}
    assert len({id(version_of(page, n).stored["description"]) for n in (1, 2, 3, 4)}) == 1
    assert isinstance(vars(page)["body"], Kept)
    assert (page.body, values_of(page, 2)["body"]) == (LONG, LONG)
    page.update({"body": LONG + "<p>More.</p>"})
    kept.commit()
    assert version_of(page, 5).stored["body"] is vars(page)["body"]
    assert values_of(page, 4)["body"] == LONG


def test_a_copy_shares_texts_and_has_no_history(kept):
    page = kept.page(body=LONG)
    page.update({"title": "B"})
    kept.commit()
    copied = copy(page, kept.site)
    kept.commit()
    assert vars(copied)["body"] is vars(page)["body"]
    assert copied._history is None


def test_an_import_makes_none_and_what_it_changed_is_found(kept):
    page = kept.page()
    with quiet():
        page.update({"title": "Imported"})
    kept.commit()
    assert page._history is None
    page.update({"title": "B"})
    kept.commit()
    with quiet():
        page.update({"title": "Imported again"})
    kept.commit()
    page.update({"title": "C"})
    kept.commit()
    assert [values_of(page, n)["title"] for n in (1, 2, 3, 4)] == [
        "Imported",
        "B",
        "Imported again",
        "C",
    ]
    assert version_of(page, 3).what == FOUND
    assert version_of(page, 3).name == ""


def test_what_was_set_past_update_is_found(kept):
    page = kept.page()
    page.title = "By hand"
    page.touch("title")
    kept.commit()
    assert told(page)[-1] == (1, BEGUN, ())
    assert page._history is not None


def test_publishing_marks_a_version(kept):
    page = kept.page()
    page.publish()
    kept.commit()
    assert page._history is None, "what was never changed needs none"
    page.retract()
    page.update({"title": "B"})
    kept.commit()
    page.publish()
    kept.commit()
    assert told(page)[0] == (3, PUBLISHED, ())
    assert last_of(page).live == 3
    page.publish(datetime.now(UTC) + timedelta(days=1))
    kept.commit()
    assert last_of(page).number == 3, "the dates are no version"


def test_restore_makes_a_new_one(kept):
    page = kept.page(body="<p>One.</p>")
    page.update({"title": "B", "body": "<p>Two.</p>"})
    kept.commit()
    done = restore(page, 1)
    kept.commit()
    assert set(done.names) == {"title", "body"}
    assert (page.title, page.body) == ("A page", "<p>One.</p>")
    assert (last_of(page).what, last_of(page).comment, last_of(page).number) == (RESTORED, "1", 3)
    assert restore(page, 1).names == ()
    kept.commit()
    assert last_of(page).number == 3
    with pytest.raises(NoVersion):
        restore(page, 9)


def test_a_field_that_is_gone_is_left_out(kept):
    page = kept.page()
    page.update({"title": "B"})
    kept.commit()
    version_of(page, 1).stored["hall"] = "The Old Granary"
    done = restore(page, 1)
    assert (done.names, done.left_out) == (("title",), ("hall",))


def test_a_value_that_its_field_takes_no_more_changes_nothing(kept):
    page = kept.page()
    page.update({"title": "B"})
    kept.commit()
    version_of(page, 1).stored["title"] = "two\nlines"
    with pytest.raises(ValueError, match="single line"):
        restore(page, 1)
    assert page.title == "B"
    assert last_of(page).number == 2


def test_a_field_that_is_new_stays_as_it_is(kept):
    page = kept.page()
    page.update({"title": "B", "tags": ("x",)})
    kept.commit()
    del version_of(page, 1).stored["tags"]
    assert restore(page, 1).names == ("title",)
    assert page.tags == ("x",)


def test_the_clock_set_back(kept, monkeypatch):
    page = kept.page()
    page.update({"title": "B"})
    kept.commit()
    version_of(page, 2).moment = datetime.now(UTC) + timedelta(days=400)
    page.update({"title": "C"})
    kept.commit()
    assert [each.number for each in versions_of(page)] == [3, 2, 1], "the numbers say the order"


def test_retention_keeps_the_first_the_published_and_the_last(few):
    page = few.page()
    page.update({"title": "first"})
    few.commit()
    page.publish()
    few.commit()
    live = last_of(page).number
    page.retract()
    for number in range(20):
        page.update({"title": f"{number}"})
        few.commit()
    assert [each.number for each in versions_of(page)] == [23, 22, 21, live, 1]
    with pytest.raises(NoVersion):
        values_of(page, 10)
    assert values_of(page, live)["title"] == "first"


def test_all_are_kept_where_nothing_is_said(kept):
    page = kept.page()
    for number in range(60):
        page.update({"title": f"{number}"})
        kept.commit()
    assert len(list(versions_of(page))) == 61


def test_a_version_keeps_what_is_not_as_in_its_ground(kept):
    page = kept.page(description="Words. " * 20)
    for number in range(3):
        page.update({"title": f"Title {number}"})
        kept.commit()
    first, *later = (version_of(page, number) for number in (1, 2, 3, 4))
    assert [each._ground for each in later] == [first] * 3
    assert [each._own for each in later] == [{"title": f"Title {number}"} for number in range(3)]
    assert later[-1].values == {**first.values, "title": "Title 2"}
    # one that has little in common stands alone
    page.update(
        {"title": "New", "description": "New", "body": "<p>New</p>", "tags": ("new",)},
    )
    kept.commit()
    page.update({"title": "Newer"})
    kept.commit()
    assert version_of(page, 5)._ground is None
    assert version_of(page, 6)._ground is version_of(page, 5)


def test_a_version_of_an_older_make_is_read():
    found = Version.__new__(Version)
    found.__setstate__({"number": 2, "stored": {"title": "B"}, "_moment": 0, "live": 1})
    assert (found.number, found.values, found.live) == (2, {"title": "B"}, 1)
    assert Version(3, {"title": "B"}, found).values == {"title": "B"}


def test_the_ground_outlives_its_place_in_the_history(few):
    page = few.page(description="Words. " * 20)
    for number in range(8):
        values = {
            "title": f"Title {number}",
            "description": f"{number}",
            "body": f"<p>{number}</p>",
        }
        page.update(
            {**values, "tags": (f"t{number}",)} if number == 3 else {"title": f"Title {number}"}
        )
        few.commit()
    kept_numbers = [version.number for version in versions_of(page)]
    ground = version_of(page, kept_numbers[0])._ground
    assert ground is not None
    assert ground.number not in kept_numbers
    few.site._p_jar.db().pack()
    few.site._p_jar.cacheMinimize()
    assert [each.values["description"] for each in versions_of(page)][:3] == ["3"] * 3


def test_a_thousand_titles_of_a_long_page_take_less_than_a_megabyte(kept):
    """With what the audit log and undo keep of each, after a pack."""
    page = kept.page(
        body=LONG, description="What the night train carries, and where it stops. " * 2
    )
    kept.site._p_jar.db().pack()
    storage = kept.site._p_jar.db().storage
    before = storage.getSize()
    for number in range(100):
        page.update({"title": f"Title {number}"})
        kept.commit()
    assert (storage.getSize() - before - len(LONG)) / 100 < 3_600
    kept.site._p_jar.db().pack()
    assert (storage.getSize() - before - len(LONG)) * 10 < 1_000_000
